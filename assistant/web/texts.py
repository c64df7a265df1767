"""Every sentence the page shows that is not an answer; braces are filled in by the caller."""

from __future__ import annotations

from typing import Final

from assistant.types import NoticeKind, Status

NAME: Final = "双流教育规划问答"
BASIS: Final = "依据《{title}》"
AI_LABEL: Final = "本回答由人工智能程序自动生成，仅供参考，以正式文件为准"
GREETING: Final = "您好，规划里写了什么，用自己的话问就行，答案都注明出处。"
GREETING_EXAMPLES: Final = "可以这样问"

SKIP_TO_QUESTION: Final = "跳到提问框"
LOADING: Final = "正在打开问答页面……"
NO_SCRIPT: Final = "本页需要浏览器运行 JavaScript，请打开后刷新页面。"
QUESTION_LABEL: Final = "您的问题"
QUESTION_HINT: Final = "想了解规划里的什么？"
SEND: Final = "发送"
NEW_CONVERSATION: Final = "新对话"
LARGER_TEXT: Final = "大字"
CONVERSATION: Final = "问答记录"
YOU_ASKED: Final = "您的提问"
ANSWER: Final = "回答"
LOOKING_UP: Final = "正在查规划原文……"

STATUS: Final = {
    Status.ANSWERED: "",
    Status.PARTIAL: "规划只说到一部分",
    Status.NOT_IN_PLAN: "规划里没有写",
    Status.OFF_TOPIC: "与规划无关的问题",
    Status.REFUSED: "这个问题不能回答",
    Status.ERROR: "系统出了问题",
}
NOTICE: Final = {
    NoticeKind.CONFLICT: "规划内有两种说法",
    NoticeKind.TIMING: "这是目标而非完成情况",
    NoticeKind.PREMISE: "您的说法与规划不同",
}
NOTE: Final = "注意："
SOURCES: Final = "出处"
NEAREST: Final = "规划里与它最近的"
MORE_SOURCES: Final = "另外 {count} 处出处"
OPEN_SOURCE: Final = "看原文"
SOURCE_MARK: Final = "出处{number}"
CHOICES: Final = "您想问的是哪一个？"
SUGGESTIONS: Final = "接着可以问"
SOURCE_COUNT: Final = "{count} 处可看原文。"
COPY: Final = "复制回答"
COPIED: Final = "已复制"
COPY_FAILED: Final = "没能复制，请选中文字后复制"

READER: Final = "规划原文"
READER_CLOSE: Final = "返回对话"
READER_LOADING: Final = "正在打开原文……"
READER_MISSING: Final = "规划里没有这一处，请从回答下面的出处重新打开。"
READER_FAILED: Final = "原文没能打开，请稍后再点一次出处。"

EMPTY_QUESTION: Final = "请先写下您的问题，再点“发送”。"
LONG_QUESTION: Final = (
    "您的问题有 {length} 个字，一次最多 {limit} 个字；请删短一些再发，原来的文字还在提问框里。"
)
TOO_FAST: Final = "您问得有点快，请过 {seconds} 秒再发，原来的文字还在提问框里。"
BROKEN: Final = "刚才没能答上来，是系统出了问题，不是规划里没有；请再发一次，若仍不行请稍后再来。"
ATTENTION: Final = "请注意"
CLOSE: Final = "关闭"
BUSY: Final = "现在提问的人较多，或与服务的连接断了；请过半分钟再发一次，仍不行就刷新页面。"

FOREIGN_ORIGIN: Final = "只接受从本站页面发来的请求。"
FOREIGN_HOST: Final = "请用本站的网址访问。"
BODY_TOO_LARGE: Final = "发来的内容超过 {kilobytes} KB，没有处理。"
NOT_FOUND: Final = "没有这个页面。"
ALIVE: Final = "正常"
READY: Final = "可以作答"
NOT_READY: Final = "还不能作答"

SERVING: Final = "服务已启动：{address}"
PORT_TAKEN: Final = "端口 {port} 已被别的程序占用：请先关掉它，或换一个端口再启动。"
CANNOT_LISTEN: Final = "无法在 {host}:{port} 上提供服务：{reason}。"
