"""Every sentence of the staff desk; braces are filled in by the caller."""

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
