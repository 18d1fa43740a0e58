#!/usr/bin/env python3
"""Random small policies as text, each with random cases.

    random_policies.py DIR [--count N] [--seed S] [--cases N] [--plain]

Writes DIR/NUMBER.pol and DIR/NUMBER.jsonl. The same seed gives the same files. Numbers are small, so that ties, caps and
windows meet often; about a quarter of what a case could say is left out or null. `--plain`: no statements that put grants
together. A policy here and there is refused by `polc` (statements that do not nest); whoever uses the files skips it.
"""
import argparse
import json
import random
from pathlib import Path

LABELS = {"rank": ["high", "middle", "low"], "type": ["alpha", "beta", "gamma"]}
HOSTILE = ["it's", 'say "so"', "back\\slash", "a;b", "半角'引号", "`tick`", "x--y", "/*z*/"]


class Fact:
    def __init__(self, name, kind, text, low=None, high=None, is_key=False, presumed=None):
        self.name, self.kind, self.low, self.high, self.is_key, self.presumed = name, kind, low, high, is_key, presumed
        self.text = text


class Maker:
    def __init__(self, seed, plain):
        self.chance = random.Random(seed)
        self.plain = plain
        self.lines = []
        self.kinds = []      # (name, {fact name: Fact})
        self.claims = []
        self.awards = []     # (name, claim kind index)
        self.readings = []

    def percent(self, share):
        return self.chance.random() * 100 < share

    def between(self, low, high):
        return self.chance.randint(low, high)

    # ------------------------------------------------------------ declarations

    def bounds(self, low, high):
        if self.percent(75):
            return f" from {low} to {high}", low, high
        return (f" from {low}", low, None) if self.percent(60) else ("", None, None)

    def facts(self, prefix, is_claim):
        facts = []

        def add(kind, name, text, **more):
            facts.append(Fact(prefix + name, kind, text, **more))

        presumed = self.chance.choice([None, None, "yes", "no"])
        add("yes/no", "flag", "yes/no" + (f" presumed {presumed}" if presumed else ""), presumed=presumed)
        if self.percent(70):
            add("yes/no", "good", "yes/no")
        add("rank", "rank", "ranked " + " > ".join(LABELS["rank"]))
        if self.percent(70):
            add("type", "type", "one of " + ", ".join(LABELS["type"]))
        if self.percent(40):
            add("list", "list", "any of red, green, blue")
        text, low, high = self.bounds(0, 40)
        add("money", "size", "money" + text, low=low, high=high)
        if self.percent(60):
            text, low, high = self.bounds(-5, 30)
            add("number", "area", "number" + text, low=low, high=high)
        if self.percent(50):
            text, low, high = self.bounds(0, 12)
            add("integer", "count", "integer" + text, low=low, high=high)
        if self.percent(40):
            add("integer", "people", "integer from 1 to 9", low=1, high=9)
        if self.percent(40):
            add("percent", "share", "percent from 0% to 100%", low=0, high=100)
        if self.percent(40):
            add("date", "begun", "date")
        if is_claim and self.percent(60):
            facts.append(Fact("number", "text", "text key", is_key=True))
        return {fact.name: fact for fact in facts}

    def declare(self):
        for i in range(2 if self.percent(35) else 1):
            name = f"kind{i + 1}"
            facts = self.facts("a_", False)
            self.kinds.append((name, facts))
            self.lines.append(f"applicant {name}")
            self.lines += [f"  {fact.name} : {fact.text}" for fact in facts.values()]
        for i in range(self.between(1, 3)):
            name = f"claim{i + 1}" if self.percent(70) else self.chance.choice(["甲", "it's ", "`x`; --"]) + str(i)
            facts = self.facts("c_", True)
            if self.percent(30):
                facts["c_decided"] = Fact("c_decided", "money", "money")
            self.claims.append((name, facts))
            self.lines.append(f'claim "{name}"')
            self.lines += [f"  {fact.name} : {fact.text}" for fact in facts.values()]
        self.lines += ["parameter standard : money", "  from 2021-01-01: 8元", "  from 2024-01-01: 14元"]
        if self.percent(40):
            self.readings.append("manner")
            self.lines.append('reading manner : one of first, second adopted ' + self.chance.choice(["first", "second"]))

    # ------------------------------------------------------------ expressions

    def of(self, facts, kinds):
        return [fact for fact in facts.values() if fact.kind in kinds]

    def applicant_facts(self):
        """The facts that every kind of applicant has, alike."""
        first = self.kinds[0][1]
        return {name: fact for name, fact in first.items()
                if all(name in facts and facts[name].text == fact.text for _, facts in self.kinds)}

    def number(self, facts, depth):
        """A money expression."""
        amounts = self.of(facts, ("money",)) + self.of(self.applicant_facts(), ("money",))
        choice = self.between(0, 13 if depth > 0 else 4)
        size = self.chance.choice(amounts).name
        area = self.of(facts, ("number", "integer"))
        if choice == 0:
            return f"{self.between(0, 20)}元"
        if choice == 1:
            return f"{self.between(1, 2000) / 100:g}元"
        if choice == 2:
            return "standard"
        if choice in (3, 4):
            return size
        if choice == 5 and area:
            return f"{self.between(1, 4)}元 × {self.chance.choice(area).name}"
        if choice == 6:
            return f"({self.chance.choice([10, 33, 50, 120])}% of {size})"
        if choice == 7:
            return f"{self.chance.choice(['min', 'max'])}({self.number(facts, depth - 1)}, {self.number(facts, depth - 1)})"
        if choice == 8:
            return f"({self.number(facts, depth - 1)} {self.chance.choice('+-')} {self.number(facts, depth - 1)})"
        if choice == 9:
            return (f"(if {self.condition(facts, 1)} then {self.number(facts, depth - 1)} "
                    f"else {self.number(facts, depth - 1)})")
        if choice == 10:
            share = self.of(facts, ("percent",))
            return f"({self.chance.choice(share).name} × {size})" if share else size
        if choice == 11:
            return f"({size} ÷ {self.chance.choice(['3', '7', '0.3'])})"
        if choice == 12:
            return f"abs({size} - {self.between(1, 20)}元)"
        return f"({self.between(1, 3)}元 per full {self.between(2, 7)}元 of {size})"

    def amount(self, facts):
        choice = self.between(0, 9)
        size = self.chance.choice(self.of(facts, ("money",))).name
        if self.percent(6):
            name, others = self.chance.choice(self.claims)
            summed = self.chance.choice(self.of(others, ("money",))).name
            return f'{self.chance.choice([30, 50])}% of (sum of {summed} over "{name}" where ({self.condition(others, 0)}))'
        if choice == 0:
            return (f"tiers of {size} (up to {self.between(3, 9)}元: {self.between(10, 60)}%; "
                    f"up to {self.between(10, 20)}元: {self.between(1, 40)}%; above: {self.between(1, 9)}%)")
        if choice == 1:
            return f"up to {self.number(facts, 1)}"
        if choice == 2 and "c_decided" in facts:
            low = self.between(0, 5)
            return f"between {low}元 and {low + self.between(1, 9)}元 decided by c_decided"
        if choice == 3 and self.of(facts, ("integer",)):
            people = [fact for fact in self.of(facts, ("integer",)) if fact.low == 1]
            if people:
                return f"{size} ÷ {people[0].name}"
        text = self.number(facts, 2)
        for _ in range(self.between(0, 2)):
            text += self.chance.choice([
                f" at most {self.between(2, 30)}元", f" at least {self.between(1, 6)}元",
                f" at least {self.between(1, 9)}元 or nothing",
                f" rounded {self.chance.choice(['down', 'up', 'half up', 'half even'])} to {self.chance.choice(['1', '0.5', '3'])}元"])
        return text

    def condition(self, facts, depth):
        every = list(facts.values()) + list(self.applicant_facts().values())
        choice = self.between(0, 9 if depth > 0 else 6)
        if choice >= 7:
            inner = [f"({self.condition(facts, depth - 1)})" for _ in range(2)]
            return [f"not {inner[0]}", " and ".join(inner), " or ".join(inner)][choice - 7]
        if choice == 6:
            return self.chance.choice([f"on >= 2023-0{self.between(1, 9)}-01", "standard > 10元",
                                       "applied < 2024-06-01", "on < 2024-07-02"])
        fact = self.chance.choice(every)
        if fact.kind == "yes/no":
            return fact.name
        if fact.kind == "rank":
            return f"{fact.name} {self.chance.choice(['>=', '<', '=', '!='])} {self.chance.choice(LABELS['rank'])}"
        if fact.kind == "type":
            return f"{fact.name} in ({', '.join(self.chance.sample(LABELS['type'], 2))})"
        if fact.kind == "list":
            return f"{fact.name} = {self.chance.choice(['red', 'green'])}"
        if fact.kind == "money":
            return f"{fact.name} {self.chance.choice(['<', '>=', '='])} {self.between(0, 20)}元"
        if fact.kind in ("number", "integer"):
            return f"{fact.name} {self.chance.choice(['<', '>=', '='])} {self.between(0, 12)}"
        if fact.kind == "percent":
            return f"{fact.name} > {self.between(0, 90)}%"
        if fact.kind == "date":
            return f"{fact.name} {self.chance.choice(['<', '>='])} 2023-07-01"
        return f'{fact.name} = "M1"'

    def list_condition(self, facts):
        """A condition over a list; `facts`: of the claim that is judged."""
        name, others = self.chance.choice(self.claims)
        choice = self.between(0, 7)
        if choice <= 2:
            where = self.condition(others, 0)
            shared = [fact.name for fact in self.of(facts, ("rank",)) if fact.name in others]
            if shared and self.percent(40):
                where = f"{shared[0]} {self.chance.choice(['>', '=', '<='])} this {shared[0]}"
            at_least = f" at least {self.between(1, 3)}"
            return [f'any "{name}" where ({where})', f'all "{name}" where ({where})',
                    f'count of "{name}" where ({where}){at_least}'][choice]
        if choice == 3:
            size = self.chance.choice(self.of(others, ("money",))).name
            return f'sum of {size} over "{name}" where ({self.condition(others, 0)}) at least {self.between(1, 40)}元'
        if choice == 4:
            return "any claims where (not this" + (f" and on > 2023-0{self.between(1, 9)}-01)" if self.percent(50) else ")")
        if choice == 5:
            return f"count of history where (paid > {self.between(0, 9)}元) at least {self.between(1, 2)}"
        if choice == 6 and self.awards:
            award, claim = self.chance.choice(self.awards)
            return f'any history "{award}" where ({self.condition(self.claims[claim][1], 0)})'
        return f"sum of {self.chance.choice(['paid', 'entitled'])} over other grants where (level = 区) at least {self.between(1, 15)}元"

    # ------------------------------------------------------------ awards

    def cells(self, facts):
        dims = [fact for fact in facts.values() if fact.kind in ("rank", "type")]
        numeric = self.of(facts, ("money", "number", "integer"))
        if numeric and self.percent(35):
            fact = self.chance.choice(numeric)
            unit = "元" if fact.kind == "money" else ""
            low, middle, high = self.between(0, 5), self.between(6, 12), self.between(13, 25)
            cells = [f"at least {low}{unit} at most {middle}{unit}: {self.number(facts, 1)}",
                     f"over {middle}{unit} under {high}{unit}: {self.number(facts, 1)}"]
            if self.percent(60):
                cells.append(f"at least {high}{unit}: {self.number(facts, 1)}")
            if self.percent(50):
                cells.append(f"otherwise: {self.chance.choice(['nothing', '2元'])}")
            return f" by {fact.name}", cells
        used = self.chance.sample(dims, self.between(1, len(dims)))
        cells = []
        for label in LABELS[used[0].kind]:
            if self.percent(20):
                continue
            when = f" when {self.condition(facts, 0)}" if self.percent(30) else ""
            if len(used) == 1:
                cells.append(f"{used[0].name} = {label}{when}: {self.number(facts, 1)}")
                continue
            for other in LABELS[used[1].kind]:
                if self.percent(75):
                    cells.append(f"{used[0].name} = {label}{when} {used[1].name} = {other}: {self.between(0, 20)}元")
        if not cells:
            cells = [f"{used[0].name} = {LABELS[used[0].kind][0]}: 3元"]
        if self.percent(35):
            cells.append(f"otherwise: {self.number(facts, 0)}")
        return " by " + ", ".join(fact.name for fact in used), cells

    def award(self, place):
        claim = self.between(0, len(self.claims) - 1)
        name, facts = self.claims[claim]
        title = f"award{place}" if self.percent(75) else f"奖{place}" + self.chance.choice(["", "'", "·", " b"])
        head = f'award "{title}" for "{name}"'
        if len(self.kinds) > 1 and self.percent(30):
            head += f" to {self.chance.choice(self.kinds)[0]}"
        self.awards.append((title, claim))
        if self.percent(6):
            self.lines.append(head + " refer to 《another document》")
            return
        body = []
        if self.percent(50):
            body.append(f"  when {self.condition(facts, 2)}")
        if self.percent(15):
            body.append(f"  when {self.list_condition(facts)}")
        if self.percent(20):
            body.append(f"  unless {self.condition(facts, 1)}")
        if self.percent(45):
            by, cells = self.cells(facts)
            self.lines += [head] + body + [" " + by] + ["  " + cell for cell in cells]
            return
        self.lines += [head] + body + ["  pays " + self.amount(facts)]

    # ------------------------------------------------------------ statements

    def names(self, most):
        names = [name for name, _ in self.awards]
        if self.percent(40):
            return "every award", names
        chosen = self.chance.sample(names, self.between(1, min(most, len(names))))
        return ", ".join(f'"{name}"' for name in chosen), chosen

    def step(self):
        awards, _ = self.names(3)
        scope = self.chance.choice(["per claim", "per matter", "per applicant", "per applicant", "per group"])
        kind = self.chance.choice(["once", "limit", "highest", "highest", "other", "other", "cap", "cap"])
        fact = " per c_rank" if self.percent(10) and kind != "other" else ""
        window = self.chance.choice(["", "", " per year", " per year by application date"])
        condition = " when manner = first" if self.readings and self.percent(30) else ""
        mode = self.chance.choice(["topping up", "ignoring paid", "nothing more once paid", "replacing paid", "first only"])
        if kind == "once":
            return f"once {awards} {scope}{fact}{window}{condition}"
        if kind == "limit":
            return f"limit {awards} to {self.between(1, 2)} {scope}{fact}{window}{condition}"
        if kind == "highest":
            return f"highest of {awards} {scope}{fact}{window} {mode}{condition}"
        if kind == "other":
            where = " where level = 区" if self.percent(60) else ""
            return f"highest with other grants for {awards}{where} per matter {mode}{condition}"
        others = " with other grants where (level = 区)" if self.percent(25) else ""
        return f"cap {awards} at {self.between(5, 40)}元 {scope}{fact}{window}{others}{condition}"

    def statements(self):
        shared = self.applicant_facts()
        flags = self.of(shared, ("yes/no",))
        if shared and self.percent(50):
            self.lines.append(f'require for every award: {self.condition(shared, 1)}')
        if shared and self.percent(25):
            self.lines.append(f'exclude for every award: {self.condition(shared, 0)}')
        if flags and self.percent(15):
            self.lines.append(f'revoke every award when {self.chance.choice(flags).name} "fraud"')
        if flags and self.percent(20):
            self.lines.append(f'discretion "case by case" when {self.chance.choice(flags).name}')
        if self.percent(10):
            name, others = self.chance.choice(self.claims)
            self.lines.append(f'discretion "large" when any "{name}" where ({self.condition(others, 0)})')
        if not self.plain:
            self.lines += [self.step() for _ in range(self.between(0, 3))]

    def policy(self):
        self.declare()
        for i in range(self.between(1, 4)):
            self.award(i + 1)
        self.statements()
        return 'policy "random" random\n  effective 2022-01-01 to 2025-12-31 by event date\n  currency CNY\n' + "\n".join(self.lines) + "\n"

    # ------------------------------------------------------------ cases

    def value(self, fact):
        if fact.kind == "yes/no":
            return self.percent(65)
        if fact.kind in LABELS:
            return self.chance.choice(LABELS[fact.kind])
        if fact.kind == "list":
            return self.chance.sample(["red", "green", "blue"], self.between(1, 2))
        if fact.kind == "text":
            return self.chance.choice(["M1", "M1", "M1", "M2", "M2", *HOSTILE])
        if fact.kind == "date":
            return self.date()
        low = 0 if fact.low is None else fact.low
        high = 20 if fact.high is None else fact.high
        whole = self.between(low, high)
        if fact.kind == "integer":
            return whole
        if fact.kind == "percent":
            return f"{self.between(0, 400) / 4:g}%"
        if self.percent(60) or whole == high:
            return whole
        return float(f"{max(whole, 0)}.{self.between(0, 99):02d}")

    def date(self):
        return f"{self.between(2021, 2025)}-{self.chance.choice(['01', '07'])}-{self.between(1, 2):02d}"

    def filled(self, facts, gaps):
        result = {}
        for fact in facts.values():
            if fact.name == "c_decided" and self.percent(80):
                continue
            if self.percent(gaps):
                if self.percent(50):
                    result[fact.name] = None
                continue
            result[fact.name] = self.value(fact)
        return result

    def put_date(self, entry, gaps):
        if not self.percent(gaps):
            entry["on"] = self.date()

    def case(self, place):
        gaps = self.chance.choice([0, 0, 12, 30])
        kind, facts = self.chance.choice(self.kinds)
        applicant = {"kind": kind, "id": "U'1", **self.filled(facts, gaps)}
        if len(self.kinds) > 1 and self.percent(gaps) or self.percent(gaps / 3):
            applicant = {"id": "U'1", **({} if len(self.kinds) > 1 else self.filled(facts, gaps))}
        one = {"id": f"{place}", "applicant": applicant, "claims": [], "history": [], "other": []}
        if not self.percent(gaps):
            one["applied"] = self.date()
        ids = []
        for i in range(self.between(0, 4)):
            name, claim_facts = self.chance.choice(self.claims)
            ids.append(str(self.chance.choice([2, 10, 1])) + self.chance.choice(["", "a", "b"]) + str(i))
            claim = {"id": ids[-1], "kind": name, **self.filled(claim_facts, gaps)}
            self.put_date(claim, gaps / 2)
            one["claims"].append(claim)
        for _ in range(0 if self.percent(50) else self.between(1, 3)):
            award, claim_place = self.chance.choice(self.awards)
            entry = {"award": award}
            key = [fact for fact in self.claims[claim_place][1].values() if fact.is_key or fact.name == "c_rank"]
            entry.update(self.filled({fact.name: fact for fact in key}, gaps + 20))
            if not self.percent(gaps / 2):
                entry["paid"] = self.between(0, 12)
            self.put_date(entry, gaps / 2)
            if ids and self.percent(30) and "number" not in entry:
                entry["claim"] = self.chance.choice(ids)
            if self.percent(15):
                entry["recipient"] = "affiliate"
            if self.percent(10):
                entry["policy"] = "elsewhere"
            one["history"].append({key: value for key, value in entry.items() if key != "number" or value is not None})
        for _ in range(0 if self.percent(60) else self.between(1, 2)):
            entry = {"policy": "elsewhere", "level": self.chance.choice(["区", "区", "市"])}
            if self.percent(gaps / 2):
                entry["level"] = None
            for name in ("entitled", "paid"):
                if not self.percent(gaps / 2):
                    entry[name] = self.between(0, 20)
            self.put_date(entry, gaps / 2)
            if ids and self.percent(60):
                entry["claim"] = self.chance.choice(ids)
            else:
                entry["matter"] = self.chance.choice(["M1", "M2"])
            one["other"].append(entry)
        return one


def make(seed, num_cases, plain):
    """Returns the text of a policy and its cases."""
    maker = Maker(seed, plain)
    text = maker.policy()
    return text, [maker.case(i + 1) for i in range(num_cases)]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("dir", type=Path)
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--cases", type=int, default=30)
    options.add_argument("--plain", action="store_true")
    arguments = options.parse_args()
    arguments.dir.mkdir(parents=True, exist_ok=True)
    for number in range(arguments.seed, arguments.seed + arguments.count):
        text, cases = make(number, arguments.cases, arguments.plain)
        (arguments.dir / f"{number}.pol").write_text(text, "utf-8")
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in cases)
        (arguments.dir / f"{number}.jsonl").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
