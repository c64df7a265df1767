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
READER_WHOLE: Final = "在全文中看"
NEW_WINDOW: Final = "（新窗口）"
CONTENTS: Final = "目录"
UNDER: Final = "{title}下面的内容"
LINK_TO: Final = "{place}的链接"
LINK_COPIED: Final = "已复制链接"
FIND: Final = "在全文中查找"
FIND_HINT: Final = "查找"
FIND_NONE: Final = "没有找到"
FIND_COUNT: Final = "找到 {count} 处"
FIND_MORE: Final = "只列出前 {count} 处，请多写几个字"
PRINT: Final = "打印"
TO_CITED: Final = "回到标出的一处"
CITED_MISSING: Final = "链接所指的一处在这份规划里没有，以下是全文。"
ODD: Final = "前后不一"
ODD_ALL: Final = (
    "规划里有 {count} 处前后不一，或容易误读。两边都照原文列出，不替读者选一边；"
    "正文旁边标有“前后不一”的，就指向这里。"
)
LEGEND: Final = "点线下的词有名词解释，≠ 标出规划里前后不一的地方，都可以点开看。"
TERM_MORE: Final = "到名词解释"
ODD_MORE: Final = "到前后不一的说明"

NAV: Final = "本站页面"
NAV_CHAT: Final = "问答"
NAV_READER: Final = "原文"
NAV_TARGETS: Final = "目标"
NAV_LINES: Final = "走势"
SKIP_TO_TEXT: Final = "跳到正文"
PAGE_LABEL: Final = "由程序从规划原文整理，仅供参考，以正式文件为准"

HELPFUL: Final = "有帮助"
UNHELPFUL: Final = "没帮助"
FEEDBACK: Final = "您对这条回答的看法"
FEEDBACK_REASON: Final = "想说的话（可以不写）"
FEEDBACK_CONSENT: Final = (
    "点“提交”即同意保存：这一问、回答的状态和出处、您的评价和写的话，只用来改进本助手，"
    "{days}天后自动删除。身份证号、手机号、邮箱、银行卡号和孩子的姓名、学校、班级会先去掉再保存；"
    "不保存您的网址和身份。"
)
FEEDBACK_SEND: Final = "提交"
FEEDBACK_CANCEL: Final = "取消"
FEEDBACK_SAVED: Final = "已保存，谢谢。编号 {receipt}，要求删除时请说这个编号。"
FEEDBACK_SENDING: Final = "正在保存……"
FEEDBACK_FAILED: Final = "未能保存，您的评价没有留下；可以过一会儿再试，不影响继续提问。"
FEEDBACK_GONE: Final = "未能保存：这条回答已过了可评价的时间，或服务重启过；重新问一次就可以评价。"
FEEDBACK_FULL: Final = "未能保存：评价存满了，请告诉管理人员；不影响继续提问。"
FEEDBACK_BAD: Final = "未能保存：发来的评价不完整，请刷新页面后再试。"
FEEDBACK_FAST: Final = "未能保存：提交得有点快，请过 {seconds} 秒再试。"
REDACTED: Final = {
    "id": "〔身份证号〕",
    "phone": "〔电话〕",
    "email": "〔邮箱〕",
    "card": "〔银行卡号〕",
    "name": "〔姓名〕",
    "school": "〔学校〕",
    "class": "〔班级〕",
}

EMPTY_QUESTION: Final = "请先写下您的问题，再点“发送”。"
LONG_QUESTION: Final = (
    "您的问题有 {length} 个字，一次最多 {limit} 个字；请删短一些再发，原来的文字还在提问框里。"
)
TOO_FAST: Final = "您问得有点快，请过 {seconds} 秒再发，原来的文字还在提问框里。"
BROKEN: Final = "刚才没能答上来，是系统出了问题，不是规划里没有；请再发一次，若仍不行请稍后再来。"
ATTENTION: Final = "请注意"
CLOSE: Final = "关闭"
BUSY: Final = "现在提问的人较多，或与服务的连接断了；请过半分钟再发一次，仍不行就刷新页面。"

TARGETS: Final = "规划里的目标"
TARGETS_ABOUT: Final = "规划里能核对的说法共 {count} 条，逐条照录，各有出处。"
LINES: Final = "指标走势"
LINES_ABOUT: Final = (
    "规划给出两个以上时间点数值的指标有 {count} 项。"
    "实心点是实际，空心点是目标；规划没有写目标后来是否达到。"
)
ANY: Final = "全部"
PERIOD: Final = "时间"
PERIODS: Final = {
    "2022": "到2022年（近期）",
    "2025": "到2025年（终期）",
    "2021-2025": "2021至2025年（全周期）",
    "2020": "2020年",
    "2016-2020": "“十三五”期间",
    "other": "其他时间",
    "none": "没有写时间",
}
PERIODS_SHORT: Final = {
    "2022": "到2022年",
    "2025": "到2025年",
    "2021-2025": "2021至2025年",
    "2020": "2020年",
    "2016-2020": "“十三五”期间",
    "none": "未写",
}
CATEGORY: Final = "类别"
NO_CATEGORY: Final = "未归类"
ATTRIBUTE: Final = "属性"
NO_ATTRIBUTE: Final = "未标属性"
KIND: Final = "性质"
WORDS: Final = "指标或原文里的词"
LEAST: Final = "数值不小于"
MOST: Final = "数值不大于"
FIGURES_ONLY: Final = "只看有数字的"
SORT: Final = "排列"
SORTS: Final = {
    "time": "先近期后终期",
    "place": "按规划里的先后",
    "category": "按类别",
    "name": "按指标名称",
    "number": "按数值从大到小",
}
FILTER: Final = "筛选"
MORE_FILTERS: Final = "按时间、类别、数值等筛选"
CLEAR: Final = "清除筛选"
FOUND: Final = "共 {count} 条"
FOUND_NONE: Final = "没有符合条件的目标，请放宽条件。"
EXPORT: Final = "导出这些："
TARGET: Final = "目标"
VALUE: Final = "数值"
SOURCE: Final = "出处"
SEE_LINE: Final = "看走势"
ROW_NUMBER: Final = "序号"
RELATION: Final = "关系"
UNIT: Final = "单位"
WORDING: Final = "原文说法"
QUOTE: Final = "原文"
EXPORT_NAME: Final = "规划目标"
EXPORT_LABEL: Final = (
    "由人工智能程序自动整理生成，仅供参考，以正式文件为准；依据《{title}》；符合条件的 {count} 条"
)
DIRECTIONS: Final = {"up": "数值越高越好", "down": "数值越低越好", "": "数值高低不分好坏"}
SLOTS: Final = {
    "2015": "2015年",
    "past": "“十三五”目标",
    "2020": "2020年实际",
    "2022": "2022年目标",
    "2021-2025": "2021至2025年目标",
    "2025": "2025年目标",
}
SLOTS_SHORT: Final = {
    "2015": "2015年",
    "past": "“十三五”目标",
    "2020": "2020年",
    "2022": "2022年目标",
    "2021-2025": "2021—2025年",
    "2025": "2025年目标",
}
PLOT: Final = "{name}：{points}；{direction}。"
GAP_SAME: Final = "{later}与{earlier}相同。"
GAP: Final = "{later}比{earlier}{word}{amount}{unit}{verdict}。"
HIGHER: Final = "高"
LOWER: Final = "低"
POINTS: Final = "个百分点"
VERDICT_BETTER: Final = "，是变好"
VERDICT_WORSE: Final = "，低于已达到的水平"
VERDICT_WORSE_DOWN: Final = "，比已达到的水平宽"
VERDICT_MISSED: Final = "，没有达到目标"
VERDICT_REACHED: Final = "，达到了目标"
LINE_ODD: Final = "规划里关于这一项有前后不一的说法"

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
