"""Every sentence of the staff desk; braces are filled in by the caller.

Long, but data: a list of names and their words. It is Python and no table in a file so that a
page which misspells a name fails the type check, and not in front of somebody at work.
"""

from __future__ import annotations

from typing import Final

NAME: Final = "规划工作台"
FOR_STAFF: Final = "供工作人员使用"
LABEL: Final = "由程序依据规划原文整理，草稿和校对结果须经人工审核，以正式文件为准"
NAV: Final = "工作台的页面"
NAV_CHECK: Final = "校对"
NAV_DRAFT: Final = "起草"
NAV_EVALS: Final = "评测"
NAV_FEEDBACK: Final = "评价"
NAV_CONTENT: Final = "问法"
NAV_LOG: Final = "记录"
LEAVE: Final = "退出"
PROBLEM: Final = "请注意"

LOGIN: Final = "登录工作台"
YOUR_NAME: Final = "您的姓名"
YOUR_NAME_HINT: Final = "写进改动记录和草稿的审定记录"
PASSWORD: Final = "口令"
ENTER: Final = "登录"
NAME_MISSING: Final = "请写上您的姓名：改动和审定都要记下是谁做的。"
WRONG_PASSWORD: Final = "口令不对，没有登录。还可以再试 {left} 次。"
LOCKED: Final = "口令已连续输错 {count} 次，为安全起见暂停登录，请过 {minutes} 分钟再试。"
STALE_LOGIN: Final = "登录页打开得太久了，请再填一次口令。"
THROUGH_PROXY: Final = "请从单位的统一登录入口进入工作台。"
SESSION_OVER: Final = "登录已经过期，这次没有保存。请在另一个窗口重新登录，再回到这里提交。"
FOREIGN: Final = "只接受从本站工作台页面发来的请求。"
STALE: Final = "这个页面打开得太久了，这次没有保存。请复制好写下的内容，刷新页面后再提交。"
FORM_BROKEN: Final = "发来的表单不完整，没有处理，请刷新页面再试。"
NOT_LOGGED: Final = "改动记录写不进去，所以这次什么都没有改。请告诉管理人员检查数据文件夹。"

HOME: Final = "今天要做什么"
HOME_ITEMS: Final = {
    "/check": "粘贴或上传一份稿子，逐句核对里面的数字、年份和名称，错的给出规划原文。",
    "/draft": "选好体裁和内容，从规划原文起草；数字锁定，出处齐全，审定后导出。",
    "/evals": "跑一遍评测，看哪些题没有通过，把“没帮助”的提问变成新题。",
    "/feedback": "访客每周的评价，还有规划答不上来的问题，按意思归在一起。",
    "/content": "增添大家的问法和口头词，先看会改变哪些回答，再保存；随时可以退回。",
    "/log": "谁在什么时候改了什么。",
}

LOG: Final = "改动记录"
LOG_ABOUT: Final = "只增不改，每一行都连着上一行的校验值。这里列出最近 {count} 条。"
LOG_BROKEN: Final = "记录文件有被改动或删减的痕迹，请告诉管理人员。"
LOG_NONE: Final = "还没有记录。"
LOG_HEADS: Final = ("时间", "谁", "做了什么", "对什么", "改前", "改后")
DID_ENTER: Final = "登录"
DID_LEAVE: Final = "退出"
NOTHING_HERE: Final = "没有这个页面。"

FEEDBACK: Final = "访客的评价"
FEEDBACK_ABOUT: Final = (
    "访客同意保存的评价，写入前已去掉个人信息，{days}天后自动删除。现有 {count} 条。"
)
FEEDBACK_NONE: Final = "还没有评价。"
FEEDBACK_HEADS: Final = ("起始日期", "有帮助", "没帮助", "没答上的", "共")
BY_WEEK: Final = "每周"
BY_KIND: Final = "按回答的情况"
KIND_HEADS: Final = ("回答的情况", "有帮助", "没帮助", "共")
KINDS: Final = {
    "answered": "已回答",
    "partial": "只答了一部分",
    "not_in_plan": "规划没有写",
    "off_topic": "与规划无关",
    "refused": "不予回答",
    "error": "出了问题",
}
MISSING: Final = "大家问了、却没得到答案的"
MISSING_ABOUT: Final = (
    "没答上或评为“没帮助”的提问，意思相近的归在一起，问得多的在前。"
    "只有访客评价过的才会留下；规划没有写的事，这里能看出大家还缺什么。"
)
MISSING_NONE: Final = "这段时间没有。"
MISSING_LINK: Final = "看大家问了、却没得到答案的"
ASKED_TIMES: Final = "{count} 次"
SAID: Final = "访客写道："
NEWEST: Final = "没帮助的，最近 {count} 条"
WAS: Final = "当时的回答"
MAKE_CASE: Final = "写成评测题"
ADD_WAY: Final = "增添问法"
IN_CHAT: Final = "在问答里打开"
NEW_WINDOW: Final = "（新窗口）"

CONTENT: Final = "问法和口头词"
CONTENT_ABOUT: Final = (
    "助手靠问法库听懂大家的话，靠口头词表把口语换成规划的说法。"
    "这里增添的存在数据文件夹里，不动程序自带的资料；先看会改变哪些回答，再保存。"
    "照这条问法的原话来问，就以这里写的为准；相近的问法，助手照远近权衡。"
)
WAYS_TITLE: Final = "增添或改一条问法"
WAY_TEXT: Final = "大家会怎么问"
WAY_TEXT_HINT: Final = "照人们的原话写，例如“娃娃近视了学校管不管”"
WAY_ASKS_LABEL: Final = "想问的是什么"
WAY_QUOTES: Final = "规划里回答它的原文"
WAY_QUOTES_HINT: Final = (
    "一行一处，一字不改；也可以写记录的编号，例如 @专栏24。规划没有写的事可以空着。"
)
WAY_PLACES: Final = "现在回答引用的原文，对的可以勾选"
OPEN_PLAN: Final = "打开规划原文，从里面复制（新窗口）"
WAY_LENGTH: Final = "问法应有 {least} 到 {most} 个字。"
WAY_HASH: Final = "问法不能以 # 开头。"
WAY_ASKS: Final = "请从列表里选“想问的是什么”。"
WAY_NO_QUOTE: Final = "请写上规划里回答它的原文；规划没有写的，请把“想问的是什么”选成没有写的一类。"
WAY_QUOTE: Final = "规划里找不到“{quote}”：请从规划原文里复制，一字不改。"
ASKS: Final = {
    "content": "内容和做法",
    "figure": "一个数字",
    "list": "有哪些",
    "define": "是什么意思",
    "yesno": "是不是、有没有",
    "summary": "概括",
    "when": "什么时候",
    "where": "在哪里、第几条",
    "who": "谁负责",
    "why": "为什么",
    "count": "有几个",
    "compare": "比较",
    "conflict": "前后不一致",
    "fee": "规划没有写：收费",
    "score": "规划没有写：分数线",
    "enrol_time": "规划没有写：报名时间",
    "district": "规划没有写：学区划片",
    "contact": "规划没有写：联系方式",
    "class_size": "规划没有写：班额",
    "homework_time": "规划没有写：作业时间",
    "school": "规划没有写：某一所学校",
    "personal": "规划没有写：个人的事",
    "outcome": "规划没有写：后来做到没有",
    "other": "规划没有写：别的",
    "off_topic": "与规划无关",
}
OFF_NAME: Final = "停用"
PREVIEW: Final = "先看会改变什么"
PREVIEWING: Final = "正在逐题比较……"
WORDS_TITLE: Final = "增添或改一个口头词"
WORD_LAY: Final = "口头词"
WORD_PLAN: Final = "规划的说法"
WORD_PLAN_HINT: Final = "空着就是停用这个口头词"
WORD_LENGTH: Final = "口头词应有 {least} 到 {most} 个字，规划的说法最多 {most} 个字。"
WORD_BREAK: Final = "口头词里不能有制表符、换行，也不能以 # 开头。"
WORD_UNKNOWN: Final = "规划里没有“{word}”这个说法，换过去也找不到；请写规划里有的词。"
WORD_OWN: Final = "“{word}”就是规划自己的指标或名词里的字，换掉会让人问不到它。"
OWN_WAYS: Final = "增添的问法（{count} 条）"
OWN_WORDS: Final = "增添的口头词（{count} 个）"
WAY_HEADS: Final = ("问法", "想问的是", "规划原文", "")
WORD_HEADS: Final = ("口头词", "规划的说法", "")
NONE_YET: Final = "还没有。"
EDIT: Final = "改"
REMOVE: Final = "去掉"
SEARCH_WAYS: Final = "在自带的问法里查找"
SEARCH: Final = "查找"
FOUND_WAYS: Final = "含“{words}”的问法 {count} 条"
FOUND_WAYS_MOST: Final = "含“{words}”的问法 {count} 条，列出前 {most} 条"
HISTORY: Final = "改动历史"
HISTORY_HEADS: Final = ("时间", "谁", "改了什么", "")
UNDO: Final = "退回到这之前"
TRY: Final = "会改变哪些回答"
TRY_ABOUT: Final = (
    "把 {count} 个问题照现在和照改动后各问一遍：这条问法本身、您写下的、"
    "访客评价过的，还有首页的例子。"
)
TRY_MORE: Final = "再拿这些问题试一试"
TRY_MORE_HINT: Final = "一行一问，最多 30 行"
TRY_SAME: Final = "这些问题的回答都不变。"
TRY_COUNT: Final = "有 {count} 个问题的回答会变"
BEFORE: Final = "现在"
AFTER: Final = "改动后"
KEEP: Final = "保存，马上生效"
KEEPING: Final = "正在保存……"
BACK: Final = "返回修改"
KEPT: Final = "已保存，从下一个提问起生效。要退回，请看下面的改动历史。"
PROPOSAL: Final = "拟作的改动"
DID_WAY: Final = "问法：{text}"
DID_WORD: Final = "口头词：{text}"
DID_REMOVE: Final = "去掉“{text}”"
DID_UNDO: Final = "退回到 {at} 之前"
DID_CONTENT: Final = "改问法和口头词"
NO_CHANGE: Final = "没有这条改动，可能已经刷新过了。"
CURRENT: Final = "助手现在这样回答"
"""Shown beside a new way of asking."""

CHECK: Final = "校对一份稿子"
CHECK_ABOUT: Final = (
    "逐句核对里面的数字、年份、主体和名称：与规划一致、不符、规划自己有两种说法，还是规划没有写。"
    "稿子只在内存里处理，不保存。"
)
CHECK_PASTE: Final = "粘贴文字"
CHECK_FILE: Final = "或者上传文件"
CHECK_FILE_HINT: Final = ".docx、.txt、.md，最多十万字"
CHECK_DO: Final = "核对"
CHECKING: Final = "正在逐句核对……"
CHECK_EMPTY: Final = "请粘贴要核对的文字，或选一个文件。"
CHECK_LONG: Final = "这份稿子有 {count} 字，一次最多核对 {most} 字，请分开核对。"
CHECK_GONE: Final = "这份稿子已经不在了（服务重启过，或之后又核对了很多份），请重新粘贴或上传。"
CHECK_MOVED: Final = "稿子已经变了，这一处没有改，请看最新的结果。"
CHECKED: Final = "核对结果"
CHECK_NONE: Final = "没有找到可以和规划核对的说法（数字、年份、指标和工程的名称）。"
CHECK_FINE: Final = "可核对的说法都与规划一致。"
VERDICTS: Final = {
    "differ": "与规划不符",
    "conflict": "规划有两种说法",
    "absent": "规划未载",
    "agree": "一致",
}
ERRORS: Final = {
    "digit": "数字",
    "unit": "单位",
    "year": "年份",
    "operator": "比较词",
    "subject": "主体",
    "neighbour": "别的指标的数",
    "name": "名称",
    "attribute": "属性",
}
COUNTED: Final = "{name} {count} 处"
THE_TEXT: Final = "稿子"
FINDINGS: Final = "要看的地方"
AGREEING: Final = "一致的 {count} 处"
IN_TEXT: Final = "在稿子里看"
PLAN_SAYS: Final = "规划写的是："
SAYS_NOTHING: Final = "规划里没有找到与它对得上的说法。"
FIX: Final = "改成这样"
FIX_ALL: Final = "能改的全部改正（{count} 处）"
GET_MARKED: Final = "下载带批注的 Word"
GET_ORIGINAL: Final = "下载带批注的原稿"
GET_TEXT: Final = "下载现在的文字"
GET_JSON: Final = "下载 JSON"
FILE_MARKED: Final = "校对稿"
FILE_TEXT: Final = "文字"
HAND: Final = "自己改文字"
AGAIN: Final = "按改过的文字再核对"
ANOTHER: Final = "核对另一份"
DID_CHECK: Final = "核对文稿"
DID_FIX: Final = "改正文稿"
BUSY: Final = "正在核对的稿子较多，请过一会儿再提交。"

DRAFT: Final = "起草"
DRAFT_ABOUT: Final = (
    "从规划原文起草：数字都锁定在规划的记录上，句句有出处。改完再核对一遍，审定之后才能导出。"
)
DRAFT_KIND: Final = "体裁"
DRAFT_TEXT: Final = "写什么"
DRAFT_TEXT_HINT: Final = "用自己的话写，例如“教师队伍建设”；也可以在下面勾选，勾选了就以勾选的为准"
DRAFT_PICK: Final = "勾选规划里的内容"
DRAFT_PICK_FIND: Final = "在下面的名称里查找"
DRAFT_SECTIONS: Final = "章节"
DRAFT_BOXES: Final = "专栏"
DRAFT_CATEGORIES: Final = "类别"
DRAFT_INDICATORS: Final = "指标"
DRAFT_PERIOD: Final = "时间"
DRAFT_PERIODS: Final = {
    "全部": "全部时间",
    "2020": "2020年的基础",
    "2022": "到2022年",
    "2025": "到2025年",
}
DRAFT_AUDIENCE: Final = "写给谁"
DRAFT_AUDIENCES: Final = {
    "": "不限",
    "领导": "领导",
    "学校": "学校",
    "家长": "家长",
    "公众": "公众",
}
DRAFT_LENGTH: Final = "正文最多多少字"
DRAFT_LENGTH_HINT: Final = "空着就按体裁的常用篇幅"
DRAFT_LENGTH_BAD: Final = "字数请写 40 到 20000 之间的整数，或者空着。"
DRAFT_BAD: Final = "请从列表里选体裁、时间和读者。"
DRAFT_DO: Final = "起草"
DRAFTING: Final = "正在从规划里起草……"
DRAFTS: Final = "已有的草稿"
DRAFTS_HEADS: Final = ("题目", "体裁", "最近改动", "谁", "审定")
DRAFT_GONE: Final = "没有这份草稿，可能已经删除。"
DRAFT_EMPTY: Final = "规划已经换过，现在的规划里没有可写的内容。"
DRAFT_OUTDATED: Final = "起草之后规划的文本有变，下面已按现在的规划重新填数，请再看一遍。"
DRAFT_EDIT: Final = "草稿正文"
DRAFT_EDIT_HINT: Final = (
    "直接在这里改。底色不同的是锁定的数字和出处，不能改，只能整个删去；改完请点“保存并核对”。"
)
DRAFT_SAVE: Final = "保存并核对"
DRAFT_SAVING: Final = "正在保存并核对……"
DRAFT_SAVED: Final = "已保存，正文已逐句核对。"
DRAFT_DONE: Final = {
    "saved": DRAFT_SAVED,
    "smoothed": "已保存。语言模型改写过的段落列在正文上面，请对照出处看过再审定。",
    "unsmoothed": "已退回到润色之前的正文。",
}
"""By the mark in the address that a page comes back with."""
SMOOTH: Final = "请语言模型润色"
SMOOTHING: Final = "正在请语言模型润色，最多要等一分钟左右……"
SMOOTH_ABOUT: Final = (
    "可选。润色只增减承接的话和官样词、换同义词，数字、名称和句序不动；每段逐字核对，"
    "通不过的保持原句。正文会发送到 {host}（{reach}，模型 {name}）。"
)
SMOOTH_WRONG: Final = "正文里有锁定的数字被改动，请先改回，再请语言模型润色。"
SMOOTH_NONE: Final = "语言模型的改写都没有通过核对，或没有改动，正文保持原样。"
SMOOTH_SILENT: Final = "语言模型没有给出可用的回复，正文保持原样，可以过一会儿再试。"
SMOOTHED: Final = (
    "语言模型改写过 {count} 段，正文里左边有竖线；数字和名称没有动，其余段落仍是原句。"
    "您再改过的段落不再列出。"
)
SMOOTHED_LINE: Final = "第 {number} 段："
UNSMOOTH: Final = "退回润色之前的正文（之后的改动也一并退回）"
DRAFT_CHANGED: Final = "别人刚改过这份草稿，您的改动没有保存。请复制好自己的文字，刷新后再改。"
DRAFT_LOCKED: Final = "锁定的数字"
DRAFT_PROBLEMS: Final = "数字与记录不一致，改正后才能审定"
DRAFT_NEW_FIGURES: Final = "规划记录里没有的数字，请核实"
DRAFT_PUT_BACK: Final = "改回“{right}”"
DRAFT_PROOF: Final = "校对结果"
DRAFT_PROOF_FINE: Final = "正文里可核对的说法都与规划一致。"
DRAFT_NOTES: Final = "写稿人请留意（不会写进稿子）"
DRAFT_SOURCES: Final = "出处（{count} 处）"
APPROVE: Final = "审定"
APPROVE_ABOUT: Final = (
    "审定之后才能导出。您的姓名、时间和这份草稿的校验值会记下来；正文再改，要重新审定。"
)
APPROVE_NAME: Final = "审定人"
APPROVE_SEEN: Final = "上面列出的 {count} 处我已逐处看过，确认可以这样写"
APPROVE_DO: Final = "审定这份草稿"
APPROVE_UNSEEN: Final = "请先逐处看过上面列出的地方，再勾选确认。"
APPROVE_WRONG: Final = "有锁定的数字被改动，改回之后才能审定。"
APPROVED: Final = "{name} 于 {when} 审定"
APPROVED_NOT: Final = "尚未审定"
EXPORT_DOCX: Final = "导出 Word"
EXPORT_MD: Final = "导出 Markdown"
EXPORT_XLSX: Final = "导出 Excel"
DRAFT_REMOVE: Final = "删除这份草稿"
DID_DRAFT: Final = "起草"
DID_EDIT: Final = "改草稿"
DID_SMOOTH: Final = "请语言模型润色草稿"
DID_UNSMOOTH: Final = "退回润色之前的草稿"
DID_APPROVE: Final = "审定草稿"
DID_EXPORT: Final = "导出草稿"
DID_DELETE: Final = "删除草稿"
DRAFT_FROM: Final = "起草设置"
"""What a draft was asked for."""

EVALS: Final = "评测"
EVALS_ABOUT: Final = (
    "用成套题目证明回答里的数字是对的。自带 {built_in} 题，自己写的 {own} 题；"
    "全部跑一遍要几分钟，期间照常回答访客。"
)
RUN: Final = "跑一遍"
RUN_KINDS: Final = "只跑这些类型（不勾就是全部）"
RUN_OWN: Final = "只跑自己写的题"
RUN_DO: Final = "开始"
RUN_BUSY: Final = "已经有一次评测在跑，等它跑完或先停下它。"
RUNS: Final = "跑过的"
RUN_HEADS: Final = ("时间", "谁", "范围", "题数", "情况")
RUN_ALL: Final = "全部"
RUN_ONLY_OWN: Final = "自己写的题"
STATES: Final = {"running": "正在跑", "done": "跑完了", "stopped": "停了", "failed": "没能跑起来"}
PROGRESS: Final = "已问 {done} / {total}"
LOADING: Final = "正在打开规划和模型……"
STOP: Final = "停下"
REFRESH: Final = "刷新"
RUN_GONE: Final = "没有这一次评测。"
RESULT: Final = "评测结果"
PASSED: Final = "通过 {passed} / {total} 题"
FLOORS_KEPT: Final = "全部指标达到下限。"
FLOORS_MISSED: Final = "未达下限：{names}"
METRIC_HEADS: Final = ("指标", "结果", "下限", "评了", "达到")
YES: Final = "是"
NO: Final = "否"
SAME_AS: Final = "与哪一次相比"
BASELINE: Final = "自带的基准"
COMPARE: Final = "比较"
COMPARED: Final = "与{name}相比"
SHARED: Final = "两次都有的题 {shared} 道：新失败 {failed}，新通过 {passed}。"
NEWLY_FAILED: Final = "新失败：{ids}"
NEWLY_PASSED: Final = "新通过：{ids}"
OTHER_PLAN: Final = "那一次用的不是现在这份规划的文本，数字不宜直接比。"
WHOLE_REPORT: Final = "看完整报告"
FAILED_CASES: Final = "没有通过的题（{count} 道）"
FAILED_MOST: Final = "没有通过的题（{count} 道，列出前 {most} 道，其余见完整报告）"
REASON: Final = "原因："
DUE: Final = "应有："
CAME: Final = "回答（{status}）："
ALL_PASSED: Final = "没有。"
OWN_CASES: Final = "自己写的题（{count} 道）"
CASE_HEADS: Final = ("编号", "类型", "提问", "应当", "")
CASE: Final = "写一道题"
CASE_NEW: Final = "新题"
CASE_ABOUT: Final = (
    "访客的提问写入前已去掉个人信息，保存时会再去一遍；仍请您亲眼看过。"
    "各栏照说明填，一栏里有几个值就一行一个。"
)
CASE_REVIEWED: Final = "我已看过，里面没有能认出某个人的内容"
CASE_UNREVIEWED: Final = "请先看过内容，再勾选“里面没有能认出某个人的内容”。"
CASE_ASKED: Final = "“{question}”已经是第 {id} 题，不必再写。"
CASE_BUILT_IN: Final = "表格里改动了自带的题（{ids}），自带的题不在这里改；请把它们换个编号再导入。"
CASE_SAVE: Final = "保存这道题"
CASE_SAVED: Final = "已保存。"
CASE_FROM: Final = "访客评为“没帮助”的提问"
CASE_GONE: Final = "这条评价已经不在了，可以直接写题。"
CASE_HINTS: Final = {
    "提问": "追问写成两行：前一问、后一问，只评最后一问",
    "事实": "例如：残疾/残障 入学 = 99.7% @2025",
    "名称": "回答里应有的词句，任取其一的用 / 隔开",
    "不得出现": "不该有的词句",
    "原文": "支持答案的规划原文，一字不改",
    "角色": "谁在问，例如：家长",
}
SHEET: Final = "表格"
SHEET_EXPORT_OWN: Final = "导出自己写的题"
SHEET_EXPORT_ALL: Final = "导出全部题"
SHEET_IMPORT: Final = "导入表格（.xlsx）"
SHEET_DO: Final = "导入"
SHEET_MISSING: Final = "请选一个 .xlsx 表格。"
SHEET_KIND: Final = "只能导入 .xlsx 表格，请用 Excel 或 WPS 另存为 .xlsx 后再试。"
SHEET_LARGE: Final = "这个表格太大，最多 {most} MB。"
SHEET_ROWS: Final = "这个表格太长，一次最多 {most} 题。"
SHEET_BROKEN: Final = "这个表格打不开，请用 Excel 或 WPS 另存为 .xlsx 后再试。"
SHEET_ROW: Final = "表格第{number}行"
SHEET_TAKEN: Final = "导入了 {count} 道新题或改过的题。"
DID_RUN: Final = "开始评测"
DID_STOP: Final = "停下评测"
DID_CASE: Final = "写题"
DID_CASE_REMOVE: Final = "去掉一道题"
DID_SHEET: Final = "导入题目"
