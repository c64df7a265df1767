"""Traditional characters that structure and figures are told by, as simplified ones."""

from __future__ import annotations

TRADITIONAL = (
    "萬專業兩個爲舉麼義習鄉爭於億從優會體餘兒關內寫農況準減幾劃創別辦務動勞勢區單佔衛歷壓縣雙發號後聽員園國圖堅備頭夾嬰學實對"
    "導將屬歲崗師帶幹並應開強錄徑擴報換數斷無舊時顯術機槓條來構標欄檢殘畢漢沒漸點狀現蓋碼礎確種積稱穩類約級納線組織經結給績續"
    "維編縮職節範獲規覽計認讓記設評詞試語說請諾讀課財質貧貫資趨輪輕較達遷過這進連適選釋裏鍾鑄錯鎮長門問間階際隨頁項顧預領題饋"
    "齡復複裡峯隻祇乾係繫鬥併佈製衝啟啓髮曆註臺週慾鐘彙匯總箇"
)
SIMPLIFIED = (
    "万专业两个为举么义习乡争于亿从优会体余儿关内写农况准减几划创别办务动劳势区单占卫历压县双发号后听员园国图坚备头夹婴学实对"
    "导将属岁岗师带干并应开强录径扩报换数断无旧时显术机杠条来构标栏检残毕汉没渐点状现盖码础确种积称稳类约级纳线组织经结给绩续"
    "维编缩职节范获规览计认让记设评词试语说请诺读课财质贫贯资趋轮轻较达迁过这进连适选释里钟铸错镇长门问间阶际随页项顾预领题馈"
    "龄复复里峰只只干系系斗并布制冲启启发历注台周欲钟汇汇总个"
)
"""One to one, so that a text keeps its length."""
TABLE = str.maketrans(TRADITIONAL, SIMPLIFIED)


def simplified(text: str) -> str:
    """``text`` with these characters simplified; offsets stay the same."""
    return text.translate(TABLE)
