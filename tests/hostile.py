"""A report made of what must never be taken for anything but words; parsed and told like any other."""

from __future__ import annotations

import io
import zipfile

# Each would set `document.title` to "bad", open a dialog or ask a foreign host, if anything ran it.
MARKUP = (
    '<script>document.title="bad";alert(1)</script>',
    "</script><script>document.title='bad'</script>",
    "<img src=x onerror=\"document.title='bad'\">",
    "<svg/onload=document.title='bad'>",
    '<iframe srcdoc="<script>parent.document.title=1</script>"></iframe>',
    '<link rel=stylesheet href="http://evil.example/a.css">',
    '<img src="http://evil.example/a.png">',
    '<base href="http://evil.example/">',
    '<meta http-equiv=refresh content="0;url=http://evil.example/">',
    '<form action="http://evil.example"><button>go</button></form>',
    "<!-- never closed",
    "]]><style>*{display:none}</style>",
    "</textarea></title></style></noscript></template>",
    '"\' onmouseover="document.title=1" x="',
)
CODE = (
    "javascript:alert(1)",
    "[链接](javascript:alert(1))",
    "${alert(1)}",
    "{{7*7}}{%raw%}#{1}",
    "datum.value+warn('x')",
    '{"$schema":"http://evil.example/v.json","signal":"alert(1)"}',
    "event.view.open('http://evil.example')",
    "\\u003cscript\\u003e",
    "%3Cscript%3E",
    "&lt;script&gt;&#60;b&#62;",
)
FORMULAS = ('=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "\t=1+1")
PATHS = ("../../etc/passwd", "C:\\Windows\\win.ini", "file:///etc/passwd", "\\\\evil\\share", "con.txt")
SIGNS = (
    "\u202eгpj.exe\u202c",  # right to left
    "\u2066隔离\u2069\u200f\u061c",
    "零\u200b宽\u200d字\ufeff符",
    "行\u2028分\u2029隔",
    "\u0301\u0301\u0301\u0301叠",
    "🇨🇳👨‍👩‍👧‍👦𠀀𪛖",
    "\x7f\x1b[31m红",
)
LONG = "长" * 100_000

TEXT = f"""2024年{MARKUP[2]}县政府工作报告
——2024年1月8日在{MARKUP[0]}县第十八届人民代表大会第四次会议上
县长 {MARKUP[13]}

各位代表:
现在,我代表县人民政府向大会报告工作,请予审议。
一、2023年{MARKUP[1]}工作回顾{"很长的标题" * 200}
过去一年,全县地区生产总值完成120亿元,增长5.2%。{"".join(MARKUP)}投资增长8%。
(一){CODE[0]}发展。新增规上企业12家{"".join(CODE)},建成标准厂房3.5万平方米。
(二){FORMULAS[0]}改善。改造老旧小区20个,{";".join(FORMULAS)},新增城镇就业3000人。
{chr(10).join(FORMULAS)}
二、2024年工作安排
今年主要预期目标是:地区生产总值增长6%以上;{MARKUP[3]}投资增长10%左右;{CODE[2]}消费增长8%;居民消费价格涨幅3%以内。
(一){"".join(PATHS)}。新增规上企业15家以上,加快推进“{MARKUP[2]}”产业园建设。
(二){"".join(SIGNS)}。改造老旧小区15个,新增城镇就业3200人。
{LONG}增长9.9%。
名词解释
1.“{MARKUP[1]}”:指{CODE[2]}。
2.{FORMULAS[0]}:指{PATHS[0]}。
"""


def docx_bomb(size: int) -> bytes:
    """A Word file of a few kB whose text is `size` bytes."""
    body = '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", types)
        file.writestr("_rels/.rels", links)
        with file.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f"{body}<w:body><w:p><w:r><w:t>".encode())
            for _ in range(size // 1_000_000):
                part.write(b"1" * 1_000_000)
            part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return packed.getvalue()


def laughs() -> bytes:
    """An HTML page whose entities would unfold to a billion words."""
    lines = ['<!DOCTYPE html [<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return ("".join(lines) + "]><html><body><p>政府工作报告 &a9;</p></body></html>").encode()
