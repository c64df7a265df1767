"""What a child's name, school and class look like in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜"
    "丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严"
    "尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左"
    "季管符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连"
    "车项闵邬吉党阳司费蒙席晏隋古强穆姬占米胥凤"
)
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|慕容|夏侯|皇甫|尉迟|令狐|东方|南宫|西门|公孙"
_HAN = r"[\u4e00-\u9fff]"
_NAME = rf"(?:(?:{_DOUBLE}){_HAN}{{1,2}}|[{SURNAMES}]{_HAN}{{1,2}}?|[{SURNAMES}]{_HAN}{{2}})"
# What may stand right behind a name.
_AFTER = (
    r"(?=$|[\s,，。.、；;：:！!？?（(）)“”\"']|同学|小朋友|今年|现在|目前|已经|马上|明年|在|是|读|上|念|就读|的"
    r"|[一二三四五六七八九\d]{1,2}岁|转|能|可|会|要|想|该|被|和|与|跟|从|户|，)"
)
_CUE = (
    r"(?:名字是|名字叫|名叫|姓名(?:是|为)?|学名|小名|叫做|叫|我是|本人|"
    r"(?:孩子|娃娃|娃儿|小孩|儿子|女儿|孙子|孙女|外孙|侄子|侄女|弟弟|妹妹|学生|幼儿|老师|家长)(?:名)?(?:是|为)?)"
)

NAMED = re.compile(rf"{_CUE}\s*[:：]?\s*(?P<name>{_NAME}){_AFTER}")
"""A name with a word before it that says it is one."""

_SCHOOL_END = (
    "(?:小学|中学|幼儿园|学校|初中|高中|附小|附中|幼稚园|职高|[一二三四五六七八九十][中小幼])"
)
_NOT_SCHOOL = r"[我在读上念是的和与及到从把被给让就,，。；;！!？?、\s：:（）()]"
SCHOOL = re.compile(
    rf"(?P<school>(?:(?!{_NOT_SCHOOL}){_HAN}){{2,12}}?{_SCHOOL_END}(?:{_HAN}{{2,4}}(?:校区|分校))?)"
)
"""A school by name; what stands before it in a sentence is not part of it."""

_NUM = r"[\d一二三四五六七八九十]{1,3}"
CLASS = re.compile(
    rf"(?:{_NUM}年级|初{_NUM}|高{_NUM}|七年级|八年级|九年级|[大中小托]班?|学前)?"
    rf"\s*[(（]?{_NUM}[)）]?\s*班|[大中小]{_NUM}班|(?:{_NUM}年级|初{_NUM}|高{_NUM})\s*{_NUM}\s*班"
)

_ALONE = re.compile(rf"(?<!{_HAN})(?P<name>{_NAME}){_AFTER}")
_CALLED = re.compile(rf"(?P<name>{_NAME})(?=同学|小朋友)")
_BEHIND = re.compile(rf"\s*(?:的|班)?\s*(?P<name>{_NAME}){_AFTER}")
_AROUND = 16


def near_names(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Names right before or behind a school with a class, cued or not."""
    around = text[max(0, low - _AROUND) : high + _AROUND]
    offset = max(0, low - _AROUND)
    for pattern in (_ALONE, _CALLED):
        for found in pattern.finditer(around):
            start, end = (at + offset for at in found.span("name"))
            if not (start < high and low < end):
                yield start, end
    behind = _BEHIND.match(text, high)
    if behind:
        yield behind.span("name")
