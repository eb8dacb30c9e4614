"""Pages as the sites of governments set reports: invented, each after a layout that is often met."""

# Markup stays on the lines it is written on.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

_NAV = (
    '<div class="top"><ul id="nav"><li><a href="/">首页</a></li><li><a href="/xxgk">信息公开</a></li>'
    '<li><a href="/hd">互动交流12345</a></li><li><a href="/bs">办事大厅</a></li></ul>'
    '<form action="/s"><input name="q" value="请输入关键字">'
    "<select><option>站内搜索</option></select></form></div>"
)
_CRUMBS = '<div class="position">当前位置：<a href="/">首页</a> > <a href="/a">政府信息公开</a> > 政府工作报告</div>'
_SHARE = (
    '<div class="bdsharebuttonbox"><span>分享到：</span><a href="#" title="分享到微信">微信</a>'
    '<a href="#">新浪微博</a><a href="javascript:window.print()">打印本页</a><a href="#">关闭窗口</a>'
    "字号：<a>大</a><a>中</a><a>小</a></div>"
)
_CLOUD = (
    '<div class="tagcloud"><h3>热门标签</h3>'
    + "".join(
        f'<a href="/t/{i}">{word}</a> ' for i, word in enumerate(("乡村振兴", "招商引资50强", "项目建设"))
    )
    + "</div>"
)
_SIDE = (
    '<div class="right"><h3>相关文章</h3><ul>'
    + "".join(
        f'<li><a href="/n/{i}.html">我县召开2031年第{i}次常务会议，研究投资{i}亿元项目</a>[01-1{i}]</li>'
        for i in range(1, 7)
    )
    + "</ul><p>浏览次数：<span>3215</span>次</p></div>"
)
_NEXT = (
    '<div class="page">上一篇：<a href="1.html">2030年全县投资增长9.9%</a><br>'
    '下一篇：<a href="2.html">我县新增企业88家</a></div>'
)
_FOOT = (
    '<div class="footer"><p>主办：澧源县人民政府 承办：县政府办公室 电话：0700-1234567</p>'
    "<p>网站标识码4300000001 ICP备00000000号 您是第123456位访客</p></div>"
)
_SCRIPT = "<script>var _hmt=1; document.write('阅读9999次');</script><style>.a{width:50%}</style>"
FURNITURE = (
    "首页",
    "互动交流",
    "分享到",
    "微博",
    "打印",
    "热门标签",
    "50强",
    "常务会议",
    "浏览次数",
    "上一篇",
    "88家",
    "访客",
    "备0000",
    "_hmt",
    "9999",
)


def editor(lines: list[str]) -> str:
    """TRS, the editor of most provinces' sites: spans in paragraphs, indents of full-width blanks."""
    body = "".join(
        f'<p style="text-indent:2em"><span style="font-size: 16pt;">\u3000\u3000{line}</span></p>'
        for line in lines[1:]
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="x">'
        f"<title>{lines[0]}_澧源县人民政府</title>{_SCRIPT}</head><body>{_NAV}{_CRUMBS}"
        f'<div class="main"><h1>{lines[0]}</h1><div class="info">发布时间：2031-01-15 09:30 来源：县政府办 浏览次数：'
        f'<em>321</em></div>{_SHARE}<div class="TRS_Editor">{body}</div>{_SHARE}{_NEXT}</div>{_SIDE}{_FOOT}</body></html>'
    )


def ueditor(lines: list[str]) -> str:
    """UEditor: numbers in spans of their own, empty paragraphs, soup pasted from Word."""
    import re

    def soup(line: str) -> str:
        return re.sub(r"([\d.]+)", r'<span lang="EN-US" style="font-family:仿宋">\1</span>', line)

    body = "".join(
        f'<p class="MsoNormal"><!--[if !supportLists]--><span><strong></strong>{soup(line)}</span><o:p></o:p></p>'
        "<p><br/></p>"
        for line in lines[1:]
    )
    return (
        '<html xmlns:o="urn:x"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        f"<title>{lines[0]}</title></head><body>{_NAV}<div id=con><h2>{lines[0]}</h2>"
        f'<div id="zoom"><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->{body}</div>{_CLOUD}{_NEXT}'
        f"</div>{_FOOT}{_SCRIPT}</body></html>"
    )


def fonts(lines: list[str]) -> str:
    """About 2003: upper case, tables for layout, fonts, blanks as entities, one line end a paragraph."""
    body = "".join(f"<BR>&nbsp;&nbsp;&nbsp;&nbsp;<FONT SIZE=3 FACE=宋体>{line}</FONT>" for line in lines[1:])
    return (
        '<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">'
        f"<TITLE>{lines[0]}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>"
        "<TABLE WIDTH=760><TR><TD><A HREF=index.htm>首页</A> | <A HREF=b.htm>县情概况</A></TD></TR></TABLE>"
        f"<TABLE WIDTH=760><TR><TD WIDTH=160><A HREF=1.htm>政府文件</A><BR><A HREF=2.htm>人事任免</A></TD>"
        f"<TD><CENTER><B>{lines[0]}</B></CENTER>{body}<BR></TD></TR></TABLE>"
        "<TABLE WIDTH=760><TR><TD ALIGN=center>您是第123456位访客</TD></TR></TABLE></BODY></HTML>"
    )


def panel(lines: list[str]) -> str:
    """The open-government catalogue: a table of properties above, the text in divs, no paragraphs."""
    cells = "<tr><td>索引号</td><td>430000/2031-00012</td><td>公开日期</td><td>2031-01-15</td></tr>"
    body = "".join(f"<div>{line}</div>" for line in lines[1:])
    return (
        f'<html><head><meta charset="utf-8"><title>{lines[0]}-政府信息公开</title></head><body>{_NAV}{_CRUMBS}'
        f'<table class="xxgk">{cells}</table><div class="bt">{lines[0]}</div><div class="article-content">{body}</div>'
        f"{_SHARE}{_SIDE}{_FOOT}</body></html>"
    )


def plain(lines: list[str]) -> str:
    """Preformatted text, as old servers give it."""
    words = "\n\n".join(lines)
    return f"<html><head><title>{lines[0]}</title></head><body><pre>{words}</pre></body></html>"


def nested(lines: list[str]) -> str:
    """Divs in divs, a paragraph in each, links and emphasis in the text, a picture between."""
    body = "".join(
        f"<div class='wrap'><section><p>{line.replace('改造', '<a href=x>改造</a>').replace('全县', '<b>全县</b>')}</p></section></div>"
        + ("<p><img src='a.jpg' alt='图1：3个代表'></p>" if i == 4 else "")
        for i, line in enumerate(lines[1:])
    )
    return (
        f"<!doctype html><html><head><title>{lines[0]}</title></head><body><header>{_NAV}</header><main><article>"
        f"<h1>{lines[0]}</h1>{body}</article></main><aside>{_SIDE}{_CLOUD}</aside><footer>{_FOOT}</footer></body></html>"
    )


LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    layout.__name__: layout for layout in (editor, ueditor, fonts, panel, plain, nested)
}
