#include "compiler/analyse/regions/checks.h"
namespace polc::analyse {
void check_conditions(Inspection&) {}
void check_policies(const std::vector<Inspection*>&) {}
void check_groups(Inspection&) {}
void check_structure(Inspection&) {}
void check_succession(const std::vector<Inspection*>&) {}
void check_readings(Inspection&) {}
}
