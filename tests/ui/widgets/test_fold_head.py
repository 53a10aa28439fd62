from mnistlab.ui.widgets.fold_head import FoldHead


def test_it_says_its_name_what_is_set_and_whether_it_is_open(qtbot):
    head = FoldHead("group")
    qtbot.addWidget(head)
    head.resize(300, 30)
    head.show()
    head.show_texts("Method", "Adam")
    assert head.text().startswith("+ Method")
    assert head.text().endswith("Adam")
    head.setChecked(True)
    assert head.text().startswith("−")
    assert head.accessibleName() == "Method: Adam"
    head.resize(60, 30)
    assert head.text().endswith("…")
    assert head.toolTip() == "Adam"
