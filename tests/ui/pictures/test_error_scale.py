from mnistlab.ui.pictures.error_scale import ErrorScale


def test_an_error_lies_at_its_power_of_ten(qtbot):
    scale = ErrorScale()
    qtbot.addWidget(scale)
    scale.resize(260 + 7, 36)
    assert scale.place(1e-13) == scale.place(0.0) == scale.place(1e-20)
    assert scale.place(1e-2) - scale.place(1e-7) == (scale.place(1.0) - scale.place(1e-13)) * 5 / 13
    scale.show_errors({"W1": 1e-9, "b1": float("nan")})
    assert list(scale._errors) == ["W1"]
