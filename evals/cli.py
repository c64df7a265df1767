"""The command line: run, score, report, diff, validate, import, export."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.caseio import FOLDER, CaseError, load_cases, write_cases
from evals.compare import Change, compare
from evals.html import page
from evals.report import Results, as_json, judge_run, line, write_all
from evals.run import Step, describe, read_run, run, write_run
from evals.sheet import export_sheet, import_sheet
from evals.types import Case, Kind
from evals.validate import uncovered, validate
from knowledge.library import PlanError, load

BASELINE = Path(__file__).with_name("baseline.json")
ANSWERS = "answers.jsonl"
OUT = Path("test-output") / "evals"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 all kept, 1 below a floor or a figure newly wrong, 2 called wrongly."""
    parsed = _parser().parse_args(arguments)
    try:
        code: int = parsed.work(parsed)
    except (CaseError, PlanError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="双流教育规划问答助手的评测"
    )
    parser.set_defaults(work=_run, cases=None, kind=None, plan=None, out=OUT, baseline=BASELINE)
    commands = parser.add_subparsers()
    add = commands.add_parser("run", help="提问、打分、出报告")
    add.add_argument("--cases", type=Path, nargs="+", help="题目文件；不写则用全部")
    add.add_argument("--kind", nargs="+", choices=[k.value for k in Kind], help="只跑这些类型")
    add.add_argument("--plan", help="另一份规划的名称或路径")
    add.add_argument("--out", type=Path, default=OUT, help=f"结果放在哪里（默认 {OUT}）")
    add.add_argument("--baseline", type=Path, default=BASELINE, help="与哪次结果相比")
    add.set_defaults(work=_run)
    add = commands.add_parser("model", help="接上大模型跑几遍，与不用大模型的结果并排")
    add.add_argument("--cases", type=Path, nargs="+", help="题目文件；不写则用全部")
    add.add_argument("--kind", nargs="+", choices=[k.value for k in Kind], help="只跑这些类型")
    add.add_argument("--sample", type=int, default=0, help="只跑均匀取出的这么多题")
    add.add_argument("--runs", type=int, default=3, help="跑几遍（默认 3）")
    add.add_argument("--out", type=Path, default=OUT / "model", help="结果放在哪里")
    add.set_defaults(work=_model)
    for name, work, text in (
        ("score", _score, "给已有的运行文件打分"),
        ("report", _report, "由已有的运行文件重出报告"),
    ):
        add = commands.add_parser(name, help=text)
        add.add_argument("answers", type=Path, nargs="?", default=OUT / ANSWERS)
        add.add_argument("--out", type=Path, default=None)
        add.add_argument("--baseline", type=Path, default=BASELINE)
        add.set_defaults(work=work)
    add = commands.add_parser("diff", help="比较两次的 results.json")
    add.add_argument("before", type=Path)
    add.add_argument("after", type=Path)
    add.set_defaults(work=_diff)
    add = commands.add_parser("accept", help="把一次的 results.json 定为基准")
    add.add_argument("results", type=Path, nargs="?", default=OUT / "results.json")
    add.set_defaults(work=_accept)
    add = commands.add_parser("proofread", help="校对：找出了多少错误，错怪了多少对的")
    add.set_defaults(work=_proofread)
    add = commands.add_parser("editions", help="改动过的副本：是否照副本答、察觉矛盾、互不串")
    add.add_argument("--out", type=Path, default=OUT)
    add.set_defaults(work=_editions)
    add = commands.add_parser("validate", help="核对题目与规划；规划改动后指出要复核的题")
    add.add_argument("--plan", default=None)
    add.set_defaults(work=_validate)
    add = commands.add_parser("import", help="把表格里的题目存成题目文件")
    add.add_argument("sheet", type=Path, metavar="FILE.xlsx")
    add.add_argument("--to", type=Path, default=None, help="默认放进 evals/cases，与表格同名")
    add.set_defaults(work=_import)
    add = commands.add_parser("export", help="把题目存成表格")
    add.add_argument("sheet", type=Path, metavar="FILE.xlsx")
    add.set_defaults(work=_export)
    return parser


def _run(parsed: argparse.Namespace) -> int:
    from assistant import load_settings, open_assistant

    settings = load_settings()
    if parsed.plan:
        settings = settings.model_copy(update={"plan": parsed.plan})
    cases = _chosen(parsed)
    assistant = open_assistant(settings)
    parsed.out.mkdir(parents=True, exist_ok=True)
    answers = parsed.out / ANSWERS
    try:
        assistant.prepare()
        about = describe(assistant.knowledge, settings.embedding_model)
        write_run(answers, about, run(cases, assistant, _progress))
    finally:
        assistant.close()
    code = _judge(answers, parsed.out, parsed.baseline)
    whole = parsed.cases is None and not parsed.kind and not parsed.plan
    return max(code, _proofread(parsed)) if whole else code


def _model(parsed: argparse.Namespace) -> int:
    from assistant import load_settings
    from evals.model import SUMMARY, sample, summary, trials

    def step(name: str) -> Step:
        print(name, file=sys.stderr)
        return _progress

    cases = sample(_chosen(parsed), parsed.sample)
    done = trials(cases, load_settings(), parsed.out, runs=max(1, parsed.runs), step=step)
    print(summary(done))
    print(f"\n报告：{parsed.out / SUMMARY}")
    return 1 if done.leaked or done.poorer else 0


def _chosen(parsed: argparse.Namespace) -> list[Case]:
    wanted = set(parsed.kind or ())
    cases = [c for c in load_cases(parsed.cases) if not wanted or c.kind.value in wanted]
    if not cases:
        raise CaseError("没有符合条件的题目")
    return cases


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and (done % 10 == 0 or done == total):
        filled = round(30 * done / total)
        bar = "█" * filled + "░" * (30 - filled)
        print(f"\r{bar} {done}/{total}", end="\n" if done == total else "", file=sys.stderr)
    elif done % 200 == 0 or done == total:
        print(f"已问 {done}/{total}", file=sys.stderr)


def _score(parsed: argparse.Namespace) -> int:
    return _judge(parsed.answers, None, parsed.baseline)


def _report(parsed: argparse.Namespace) -> int:
    return _judge(parsed.answers, parsed.out or parsed.answers.parent, parsed.baseline)


def _judge(answers: Path, out: Path | None, baseline: Path) -> int:
    """Judges a run file; writes the report where ``out`` says."""
    results = judge_run(read_run(answers))
    change = _change(results, baseline)
    if out is not None:
        text = change.text if change else ""
        write_all(results, out, text, page(results, text))
    for metric in results.metrics:
        print(line(metric))
    if change:
        print(f"与基准相比：新失败 {len(change.newly_failed)}，新通过 {len(change.newly_passed)}")
        if change.figures_failed:
            print(f"✗ 数字题新失败：{'、'.join(change.figures_failed)}")
    if out is not None:
        print(f"报告：{out / 'report.html'}")
    return 1 if results.below or (change and change.figures_failed) else 0


def _change(results: Results, baseline: Path) -> Change | None:
    if not baseline.is_file():
        return None
    before = _read(baseline)
    if before["about"].get("plan_sha256") != results.about.get("plan_sha256"):
        return None
    return compare(before, as_json(results))


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _diff(parsed: argparse.Namespace) -> int:
    change = compare(_read(parsed.before), _read(parsed.after))
    print(change.text)
    return 1 if change.figures_failed else 0


def _accept(parsed: argparse.Namespace) -> int:
    found = _read(parsed.results)
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    # One case a line keeps a diff readable.
    BASELINE.write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
    print(f"基准已更新：{len(found['cases'])} 题")
    return 0


def _proofread(parsed: argparse.Namespace) -> int:
    from evals.proofread import run as run_proofread

    metrics, detail = run_proofread(load())
    for text in detail:
        print(text)
    for metric in metrics:
        print(line(metric))
    return 1 if any(metric.passed is False for metric in metrics) else 0


def _editions(parsed: argparse.Namespace) -> int:
    from evals.editions import opener, run_editions

    failed = 0
    folder = parsed.out / "editions"
    for outcome in run_editions(folder, load_cases(), opener(folder / "data")):
        mark = "✗" if outcome.failed else "✓"
        print(f"{mark} {outcome.name}：{outcome.asked} 问，{len(outcome.failed)} 处不对")
        for text in outcome.failed:
            print(f"  {text}")
        failed += len(outcome.failed)
    return 1 if failed else 0


def _validate(parsed: argparse.Namespace) -> int:
    knowledge = load(parsed.plan) if parsed.plan else load()
    cases = load_cases()
    problems = validate(cases, knowledge)
    for problem in problems:
        print(f"✗ {problem.case}：{problem.text}")
    missing = uncovered(cases, knowledge)
    for target in missing:
        print(f"✗ 没有题目问到：{target.id} {target.quote[:40]}")
    print(f"{len(cases)} 题，{len(problems)} 处要复核，{len(missing)} 个目标没有题目")
    return 1 if problems or missing else 0


def _import(parsed: argparse.Namespace) -> int:
    cases = import_sheet(parsed.sheet)
    target = parsed.to or FOLDER / f"{parsed.sheet.stem}.tsv"
    write_cases(target, cases)
    print(f"{len(cases)} 题写入 {target}")
    return 0


def _export(parsed: argparse.Namespace) -> int:
    cases = load_cases()
    export_sheet(parsed.sheet, cases)
    print(f"{len(cases)} 题写入 {parsed.sheet}")
    return 0
