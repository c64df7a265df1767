"""Command line: ``ask`` questions, ``check`` a text, ``draft`` one, ``prepare`` model and index."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from assistant.records_json import batch_line, failed, whole
from assistant.service import Assistant, open_assistant
from assistant.settings import SettingsError, load_settings
from assistant.types import Answer
from embeddings.types import IndexRefused
from knowledge.library import PlanError

SHOWN = 6
"""Sources printed under an answer; ``--json`` has all."""
QUOTE = 80
"""Characters of a quote printed."""


class UsageError(Exception):
    """Something wrong with the command line; the message is one Chinese line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; 2 and one line on stderr where it was called wrongly."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    try:
        return _run(_parser().parse_args(arguments))
    except (SettingsError, PlanError, UsageError, IndexRefused) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one Chinese line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"命令行写法不对（{message}）；用法见 python -m assistant --help")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m assistant", description="双流教育规划问答助手")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="问一个问题，或用 --batch 问一批")
    ask.add_argument("question", nargs="?", help="问题")
    ask.add_argument("--json", action="store_true", help="输出完整记录")
    ask.add_argument("--batch", type=Path, metavar="IN.jsonl", help="每行一个 {id, turns}")
    ask.add_argument("--out", type=Path, metavar="OUT.jsonl", help="结果写到这个文件")
    check = commands.add_parser("check", help="把一份文稿与规划核对（.txt、.md、.docx）")
    check.add_argument("file", type=Path, metavar="FILE", help="文稿")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    draft = commands.add_parser("draft", help="从规划原文起草，写成 Markdown")
    draft.add_argument("--kind", default="汇报要点", help="体裁，例如 汇报要点、工作简报、一页")
    draft.add_argument("--about", default="", help="写什么；不写就是整份规划")
    draft.add_argument("--length", type=int, default=0, help="正文最多多少字")
    draft.add_argument("--out", type=Path, metavar="OUT.md", help="写到这个文件；不写就打印")
    commands.add_parser("prepare", help="准备嵌入模型和索引")
    return parser


def _run(parsed: argparse.Namespace) -> int:
    if parsed.command == "check":
        return _check(parsed.file, as_json=parsed.json)
    if parsed.command == "draft":
        return _draft(parsed.kind, parsed.about, parsed.length, parsed.out)
    if parsed.command == "ask":
        if parsed.batch is None and parsed.question is None:
            raise UsageError("请给出问题，或用 --batch 指定问题文件")
        if parsed.batch is not None and parsed.out is None:
            raise UsageError("--batch 需要同时用 --out 指定结果文件")
        if parsed.batch is not None and not parsed.batch.is_file():
            raise UsageError(f"找不到问题文件 {parsed.batch}")
        if parsed.batch is not None and parsed.out.exists() and parsed.out.samefile(parsed.batch):
            raise UsageError("结果文件不能就是问题文件，请另取一个名字")
        if parsed.out is not None and not parsed.out.absolute().parent.is_dir():
            raise UsageError(f"结果文件所在的文件夹不存在：{parsed.out.absolute().parent}")
    assistant = open_assistant(load_settings(), _show_progress)
    try:
        if parsed.command == "prepare":
            return _prepare(assistant)
        if parsed.batch is not None:
            return _batch(assistant, parsed.batch, parsed.out)
        return _ask(assistant, parsed.question, as_json=parsed.json)
    finally:
        assistant.close()


def _check(path: Path, *, as_json: bool) -> int:
    """0 where every statement is the plan's, 1 where one is not."""
    from assistant.proofread import check
    from assistant.proofread.shown import shown
    from assistant.uploads import UploadRefused, read_upload
    from knowledge.library import load

    if not path.is_file():
        raise UsageError(f"找不到文件 {path}" if not path.exists() else f"{path} 不是文件")
    try:
        upload = read_upload(path.name, path.read_bytes())
    except OSError as error:
        raise UsageError(f"读不了文件 {path}：{error.strerror}") from error
    except UploadRefused as error:
        raise UsageError(str(error)) from error
    knowledge = load(load_settings().plan)
    report = check(upload.text, knowledge)
    if as_json:
        print(_printable(json.dumps(report.to_json(), ensure_ascii=False, indent=2)))
    else:
        print(_printable(shown(upload.text, report)))
    return 0 if report.agrees else 1


def _draft(kind: str, about: str, length: int, out: Path | None) -> int:
    """The draft for reading; what may leave as a paper is approved by a person at the desk."""
    from assistant.drafting import Kind, NothingFound, Request, make
    from knowledge.library import load

    if kind not in list(Kind):
        raise UsageError(f"没有“{kind}”这种体裁，可用：{'、'.join(Kind)}")
    if length < 0:
        raise UsageError("--length 请写正整数")
    try:
        draft = make(Request(Kind(kind), text=about, length=length), load(load_settings().plan))
    except NothingFound as error:
        print(error, file=sys.stderr)
        return 1
    for note in draft.notes:
        print(f"请留意：{note.text}", file=sys.stderr)
    if out is None:
        print(_printable(draft.to_markdown()))
        return 0
    try:
        out.write_text(_printable(draft.to_markdown()), "utf-8")
    except OSError as error:
        raise UsageError(f"写不了文件 {out}：{error.strerror}") from error
    return 0


def _ask(assistant: Assistant, question: str, *, as_json: bool) -> int:
    answer = assistant.ask(question)
    if as_json:
        print(json.dumps(whole(_printable(question), answer), ensure_ascii=False, indent=2))
    else:
        print(_shown(answer))
    return 2 if answer.status == "error" else 0


def _shown(answer: Answer) -> str:
    lines = [answer.text]
    if answer.citations:
        lines += ["", "出处："]
        for number, source in enumerate(answer.citations[:SHOWN], 1):
            quote = " ".join(source.quote.split())
            quote = quote if len(quote) <= QUOTE else quote[:QUOTE] + "……"
            lines.append(f"[{number}] {source.label}：{quote}")
        if len(answer.citations) > SHOWN:
            lines.append(f"……共 {len(answer.citations)} 处")
    if answer.citations:
        lines.append(f"依据：《{answer.plan_title}》（仅供参考，以正式文件为准）")
    return _printable("\n".join(lines))


def _printable(text: str) -> str:
    """Lone surrogates cannot be printed."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _prepare(assistant: Assistant) -> int:
    problem = assistant.prepare()
    print(problem or "嵌入模型和索引已就绪", file=sys.stderr)
    return 2 if problem else 0


def _batch(assistant: Assistant, source: Path, target: Path) -> int:
    """Answers line by line; a line that cannot be read gets an ``error`` result of its own."""
    total = sum(1 for _ in source.open("rb"))
    try:
        out = target.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"写不了结果文件 {target}：{error.strerror}") from error
    with out:
        for number, (line_id, turns, problem) in enumerate(_lines(source), 1):
            answer = failed(problem) if problem else assistant.ask(turns[-1], turns[:-1])
            record = json.dumps(batch_line(line_id, answer), ensure_ascii=False)
            out.write(_printable(record) + "\n")
            if number % 100 == 0:
                _show_progress(number, total, "已回答")
    return 0


def _lines(source: Path) -> Iterator[tuple[Any, list[str], str]]:
    """(id, turns, problem) for each line that is not blank."""
    with source.open("rb") as file:
        for number, raw in enumerate(file, 1):
            text = raw.decode("utf-8", "replace").lstrip("\ufeff").strip()
            if not text:
                continue
            try:
                record = json.loads(text)
            except (ValueError, RecursionError):
                yield number, [], f"第{number}行不是有效的 JSON，已跳过。"
                continue
            line_id = record.get("id", number) if isinstance(record, dict) else number
            turns = record.get("turns") if isinstance(record, dict) else None
            if (
                not isinstance(turns, list)
                or not turns
                or not all(isinstance(t, str) for t in turns)
            ):
                yield line_id, [], f"第{number}行缺少 turns（应为非空的文字列表），已跳过。"
                continue
            yield line_id, turns, ""


def _show_progress(done: int, total: int, text: str) -> None:
    if sys.stderr.isatty() or os.environ.get("SHOW_PROGRESS"):
        amount = f" {done}/{total}" if total else ""
        end = "\r" if total and done < total else "\n"
        print(f"{text}{amount}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
