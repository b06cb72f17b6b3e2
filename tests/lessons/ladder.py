"""The ladder of Python: which pieces each lesson introduces, and which pieces some code uses."""

from __future__ import annotations

import ast
import builtins
import functools
import re
from dataclasses import dataclass

import aftermosul
from aftermosul.desk.register import all_questions
from tests.lessons import reading

# What each lesson introduces. Pieces in one tuple are one idea: a piece and its mirror.
# The primer of 00 has the pieces of every first course; 01 asks for no Python.
LADDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "00": (
        ("print()",),
        ('["column"]',),
        (".head()", ".tail()"),
        (".sum()", ".max()", ".min()", ".mean()", ".median()"),
        ("len()", "round()"),
        ("[condition]",),
        ("[[ ]]",),
        ("&",),
        ("==", "!=", ">", "<", ">=", "<="),
        ("+", "-", "*", "/"),
    ),
    "01": (),
    "02": (
        (".between()",),
        (".groupby()", "//", '["column"] ='),
        (".isin()",),
        (".idxmax()", ".loc[ , ]"),
    ),
    "03": ((".isna()",), (".str.startswith()",)),
    "04": ((".repeat()",), ("np.log()",)),
    "05": (
        ("nx.from_pandas_edgelist()", "nx.DiGraph"),
        ("nx.ancestors()", "nx.descendants()"),
    ),
    "06": ((".str.contains()",), (".fillna()",)),
    "07": (("def", "return"), (".notna()",)),
    "08": ((".set_index()",), ("pd.Timestamp()", ".days")),
    "09": ((".merge()",), (".sort_values()",)),
    "10": ((".sample()",), (".permutation_test()", ".pvalue")),
    "11": ((".map()", "{ : }"),),
}

# Every cell of code is there to be run as it stands, and no question asks for any.
NO_PYTHON = {"01"}
OURS = set(aftermosul.__all__)


@dataclass(frozen=True)
class Used:
    """A piece of Python and the first place of a lesson that uses it."""

    piece: str
    where: str


_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Gt: ">",
    ast.Lt: "<",
    ast.GtE: ">=",
    ast.LtE: "<=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Invert: "~",
    ast.Not: "not",
    ast.And: "and",
    ast.Or: "or",
}
# Whatever a lesson could come to use and no first lesson should without a word.
_FORMS: dict[type[ast.AST], str] = {
    ast.FunctionDef: "def",
    ast.Return: "return",
    ast.Lambda: "lambda",
    ast.For: "for",
    ast.While: "while",
    ast.If: "if",
    ast.IfExp: "if",
    ast.With: "with",
    ast.Try: "try",
    ast.Assert: "assert",
    ast.Import: "import",
    ast.ImportFrom: "import",
    ast.AugAssign: "+=",
    ast.NamedExpr: ":=",
    ast.ListComp: "[x for x in y]",
    ast.SetComp: "[x for x in y]",
    ast.DictComp: "[x for x in y]",
    ast.GeneratorExp: "[x for x in y]",
    ast.Dict: "{ : }",
    ast.JoinedStr: "f-string",
    ast.Starred: "*unpacked",
}


def _dotted(node: ast.expr) -> str:
    """`.str.contains`, `np.log` or `.sum`, without what the name is taken from."""
    assert isinstance(node, ast.Attribute)
    base = node.value
    if isinstance(base, ast.Name) and base.id in {"np", "pd", "nx"}:
        return f"{base.id}.{node.attr}"
    if isinstance(base, ast.Attribute) and base.attr in {"str", "dt"}:
        return f".{base.attr}.{node.attr}"
    return f".{node.attr}"


def _brackets(node: ast.Subscript) -> str:
    inside = node.slice
    if isinstance(node.value, ast.Attribute) and node.value.attr in {"loc", "iloc"}:
        form = "[ , ]" if isinstance(inside, ast.Tuple) else "[ ]"
        return f".{node.value.attr}{form}"
    if isinstance(inside, ast.List):
        return "[[ ]]"
    if isinstance(inside, ast.Slice):
        return "[from:to]"
    if isinstance(inside, ast.Constant):
        return '["column"]' if isinstance(inside.value, str) else "[number]"
    if isinstance(inside, ast.UnaryOp) and isinstance(inside.op, ast.USub):
        return "[number]"
    return "[condition]"


def pieces(source: str) -> set[str]:
    """The pieces of Python that some code uses; the module's own functions are none.

    >>> sorted(pieces('len(table[table["year"].between(1, 2)])'))
    ['.between()', '["column"]', '[condition]', 'len()']
    """
    tree = ast.parse(source)
    own = OURS | {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    found: set[str] = set()
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    within = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Attribute, ast.Subscript))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {f"{node.func.id}()"} - {f"{name}()" for name in own}
        elif isinstance(node, ast.Attribute):
            name = _dotted(node)
            if isinstance(node.value, ast.Name) and node.value.id in own:
                continue
            if name in {".str", ".dt", ".loc", ".iloc"} and id(node) in within:
                continue
            found.add(f"{name}()" if id(node) in called else name)
        elif isinstance(node, ast.Subscript):
            new = '["column"] =' if isinstance(node.ctx, ast.Store) else ""
            found.add(new or _brackets(node))
        elif isinstance(node, (ast.BinOp, ast.UnaryOp, ast.BoolOp)):
            found |= {_OPERATORS[type(node.op)]} if type(node.op) in _OPERATORS else set()
        elif isinstance(node, ast.Compare):
            found |= {_OPERATORS[type(op)] for op in node.ops if type(op) in _OPERATORS}
        elif type(node) in _FORMS:
            found.add(_FORMS[type(node)])
    return found


# As hints write them: a call or square brackets after a point, and a function of Python itself.
_METHOD = re.compile(r"(?:\b(np|pd|nx))?((?:\.(?:str|dt))?\.[a-z_]+)([(\[])")
_FUNCTION = re.compile(r"(?<![.\w])([a-z_]+)\(")


def pieces_in_words(text: str) -> set[str]:
    """The methods and lookups that a sentence writes out: `.sum()`, `.loc[..., ...]`.

    >>> sorted(pieces_in_words('take runs.loc[..., "name"], .fillna(0), and list() it'))
    ['.fillna()', '.loc[ , ]', 'list()']
    """
    found = {
        f"{module}{name}{'()' if bracket == '(' else '[ , ]'}"
        for module, name, bracket in _METHOD.findall(text)
    }
    return found | {f"{name}()" for name in _FUNCTION.findall(text) if hasattr(builtins, name)}


def own_names(name: str) -> set[str]:
    """What a lesson's own `def` has named."""
    return {f"{found}()" for found in re.findall(r"^def (\w+)\(", reading.code(name), re.MULTILINE)}


@functools.cache
def used(name: str) -> tuple[Used, ...]:
    """Every piece that a lesson's cells, hints and solutions use, with the place.

    But for the first cell of code, which fetches names, and the last, which lists sources: they
    are run as they stand. Cells that fail on purpose use what is wrong.
    """
    places: list[tuple[str, set[str]]] = []
    for cell in reading.cells(name, "code")[1:-1]:
        if not reading.meant_to_fail(cell):
            places.append((f"cell {cell.id}", pieces(cell.source)))
    for question in all_questions().values():
        if question.lesson == name[:2]:
            for hint in question.hints:
                places.append((f"hint of {question.id}", pieces_in_words(hint)))
            places.append((f"solution of {question.id}", pieces(question.code)))
    first: dict[str, str] = {}
    for place, found in places:
        for piece in sorted(found - own_names(name)):
            first.setdefault(piece, place)
    return tuple(Used(piece, where) for piece, where in first.items())


def introduced(number: str) -> list[str]:
    """The pieces that one lesson introduces."""
    return [piece for idea in LADDER[number] for piece in idea]


def known(number: str) -> set[str]:
    """Every piece that this lesson or an earlier one introduces."""
    return {piece for lesson in LADDER if lesson <= number for piece in introduced(lesson)}


def written(piece: str) -> str:
    """What a text must hold between backticks to name a piece.

    >>> written(".between()"), written(".loc[ , ]"), written("def")
    ('.between', '.loc[', 'def')
    """
    quoted = {'["column"]': '["', '["column"] =': '"] =', "[[ ]]": "[["}
    return quoted.get(piece) or re.split(r"\(\)| ", piece)[0]


def names_it(text: str, piece: str) -> bool:
    """Whether a text names a piece in code."""
    return any(written(piece) in code for code in re.findall(r"`([^`\n]+)`", text))
