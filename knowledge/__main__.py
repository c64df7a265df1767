"""Command line: ``export`` the plan's records, ``check`` another plan, ``add`` it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from knowledge.errors import PlanError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; 2 and one Chinese line on stderr where it cannot be done."""
    try:
        parsed = _parser().parse_args(arguments)
        if parsed.command == "export":
            return _export(parsed.csv, parsed.xlsx)
        if parsed.command == "check":
            return _check(parsed.file)
        return _add(parsed.file, parsed.name)
    except PlanError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


class _Parser(argparse.ArgumentParser):
    """Reports a wrong command line as a :class:`PlanError`."""

    def error(self, message: str) -> NoReturn:
        raise PlanError("命令用法不对：请看 python -m knowledge --help")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m knowledge", description="规划的记录：导出、检查、添加")
    commands = parser.add_subparsers(dest="command", required=True)
    export = commands.add_parser(
        "export", help="导出规划的全部记录（PLAN 指定哪一份），默认为 JSON"
    )
    export.add_argument("--csv", type=Path, metavar="DIR", help="另存为 CSV 文件，放在这个文件夹")
    export.add_argument("--xlsx", type=Path, metavar="FILE", help="另存为 Excel 文件")
    check = commands.add_parser("check", help="读一份规划，报告读到了什么、哪些行放不进结构")
    check.add_argument("file", type=Path, help="规划文件：.txt .md .docx .pdf")
    add = commands.add_parser("add", help="把一份规划加进来，之后用 PLAN=名称 使用")
    add.add_argument("file", type=Path, help="规划文件：.txt .md .docx .pdf")
    add.add_argument("--name", required=True, help="名称：汉字、字母、数字、- 和 _")
    return parser


def _export(csv_folder: Path | None, xlsx_file: Path | None) -> int:
    from knowledge.export import as_data
    from knowledge.library import load
    from knowledge.places import chosen_plan

    knowledge = load(chosen_plan())
    if csv_folder is None and xlsx_file is None:
        print(json.dumps(as_data(knowledge), ensure_ascii=False, indent=2))
        return 0
    # openpyxl takes a while to import, so only where it is used.
    from knowledge.sheets import write_csv, write_xlsx

    try:
        if csv_folder is not None:
            write_csv(knowledge, csv_folder)
            print(f"已写入文件夹 {csv_folder}")
        if xlsx_file is not None:
            write_xlsx(knowledge, xlsx_file)
            print(f"已写入 {xlsx_file}")
    except OSError as error:
        where = csv_folder if xlsx_file is None else xlsx_file
        raise PlanError(f"写不了 {error.filename or where}：{error.strerror}") from error
    return 0


def _check(path: Path) -> int:
    from knowledge.check import report
    from knowledge.files import read_file
    from knowledge.parser import parse

    print(report(parse(read_file(path), name=path.stem)))
    return 0


def _add(path: Path, name: str) -> int:
    from knowledge.adding import add_plan

    folder = add_plan(path, name)
    print(f"已加入规划“{name}”，存放在 {folder}；用 PLAN={name} 使用")
    return 0


if __name__ == "__main__":
    sys.exit(main())
