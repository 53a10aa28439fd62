"""Words as HTML."""

from mnistlab.lessons.markup import page, paragraphs, words


def test_marks_become_type_and_the_rest_is_escaped():
    assert words("**η** is `0.1` & <b>") == "<strong>η</strong> is <code>0.1</code> &amp; &lt;b&gt;"
    assert paragraphs("One\ntwo.\n\n- a\n- *b*") == "<p>One two.</p>\n<ul><li>a</li><li><em>b</em></li></ul>"


def test_a_picture_is_within_the_page():
    assert 'src="data:image/png;base64,iVBORw==' in words('![a "curve"](c.png)', {"c.png": b"\x89PNG"})
    assert words("![x](gone.png)") == ""


def test_a_page_says_its_language_and_title():
    made = page("<T>", "B", "zh_CN")
    assert '<html lang="zh-CN">' in made
    assert "<title>&lt;T&gt;</title>" in made
