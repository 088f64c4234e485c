"""Where the cells of a table stand once spans are taken in, for those who draw tables."""

from dataclasses import dataclass

from .blocks import Cell, Table

_MOST_COLUMNS = 60  # Word draws 63


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at (row, column), both from 0, covering rows × columns places; none overlap."""

    row: int
    column: int
    rows: int
    columns: int
    cell: Cell


def grid(table: Table) -> tuple[int, list[Placed]]:
    """The number of columns and the cells, row by row.

    Spans that leave the table or run into another cell are cut; cells past 60 columns are left out.
    A cell of the heading never reaches into the body.
    """
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for row, cells in enumerate(table.rows):
        last = table.head if row < table.head else len(table.rows)
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            columns = _free(taken, row, column, cell.colspan)
            rows = min(cell.rowspan, last - row)
            taken |= {
                (row + down, column + right) for down in range(rows) for right in range(columns)
            }
            placed.append(Placed(row, column, rows, columns, cell))
    return max((each.column + each.columns for each in placed), default=0), placed


def _free(taken: set[tuple[int, int]], row: int, column: int, wanted: int) -> int:
    columns = 1
    while (
        columns < wanted
        and column + columns < _MOST_COLUMNS
        and (row, column + columns) not in taken
    ):
        columns += 1
    return columns
