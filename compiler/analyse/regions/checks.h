// The checks on regions, each a function over one policy. Called by `check_regions` in this order, because a
// finding holds back what only follows from it (a dead award has no gaps). Each header comment names its codes.
#pragma once

#include <vector>

#include "compiler/analyse/analyse.h"
#include "compiler/analyse/regions/inspection.h"

namespace polc::analyse {

/// P4106, P4302, P4317: gates that nobody can pass; awards that nobody can get.
void check_gates(Inspection& inspection);

/// P4301, P4309: amounts that no case can reach.
void check_dead_cells(Inspection& inspection);

/// P4303, P4304, P4305, P4306, P4316, P4318: conditions that say nothing or cannot hold. Quadratic in the guards of
/// an award.
void check_conditions(Inspection& inspection);

/// P4101, P4102, P4103, P4203: two amounts of one award for one case.
void check_cells(Inspection& inspection);

/// P4201, P4202, P4205, P4206: cases that an award meets and sets no amount for.
void check_gaps(Inspection& inspection);

/// P4104: two awards for one claim or matter, with no word on how they go together.
void check_stacking(Inspection& inspection);

/// P4109: the same across policies given together. `inspections`: one for each.
void check_policies(const std::vector<Inspection*>& inspections);

/// P4105, P4107, P4110, P4209, P4311, P4312, P4314: statements that put awards together.
void check_groups(Inspection& inspection);

/// P4307, P4308: amounts inside a `highest` that are never the one paid. Quadratic in the amounts of a group.
void check_shadows(Inspection& inspection);

/// P4204, P4207, P4208, P4210, P4313, P4317: structure, windows, shares, floors and caps.
void check_structure(Inspection& inspection);

/// P4207 between successive policies given together.
void check_succession(const std::vector<Inspection*>& inspections);

/// P4315: readings that change no grant.
void check_readings(Inspection& inspection);

}  // namespace polc::analyse
