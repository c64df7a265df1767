"""Who or what a figure is about: 幼儿园专任教师, 随迁子女, 义务教育学校."""

from __future__ import annotations

import re

HEADS = (
    "幼儿园|教师|副校长|校长|园长|班主任|教职工|大学生|学生|儿童|少年|婴幼儿|幼儿(?!园)|子女|师生"
    "|家长(?!委员会|学校)|青少年|毕业生|学校|普通高中|高中|中小学|小学|初中|中学|高校|公办园|民办园"
    "|人口|劳动力|从业人员|技术人员|管理人员|人员|公司|机构|居民|市民|职工"
)
KINDS = (
    "专任|专业课|骨干|名优|优秀|残疾|残障|随迁|留守|新增|劳动年龄|义务教育|高中阶段|普惠性|公办|民办"
    "|职业|中等职业|九年一贯制|十二年一贯制|完全|示范性|示范|附属|外籍|交流轮岗|健康|卫生|专业"
    "|区属|教育投资|试点|窗口|国际化|基地|特色|家长|适龄|学龄|在校|本科|贫困|农村|城镇|城乡|乡村"
)
SUBJECT = re.compile(rf"(?:(?:{KINDS})*(?:{HEADS})、)*(?:(?:{KINDS})*(?:{HEADS}))+")
INSIDE = re.compile(r"[“（(《][^”）)》]{0,60}[”）)》]")


def subject_of(words: str) -> str:
    """The first group of people or institutions that ``words`` name, or ""."""
    found = SUBJECT.search(INSIDE.sub(lambda m: "　" * len(m[0]), words)) or SUBJECT.search(words)
    return found[0] if found else ""
