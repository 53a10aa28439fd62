"""The band below the stage: what it says of the loss."""

from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.selection import Selection


def test_after_a_run_at_speed_the_loss_is_that_of_its_last_mini_batch(qtbot, make_frame):
    band = BandPanel(Selection())
    qtbot.addWidget(band)
    band.show_frame(make_frame(batch_loss=0.8, batch_loss_after=0.7))
    band.show_curves_alone(always=True)
    band.show_frame(make_frame(batch_loss=0.3, batch_loss_after=0.2))
    band.leave_out(presenting=True)
    assert band.loss.loss.text() == "0.300 → 0.200"
