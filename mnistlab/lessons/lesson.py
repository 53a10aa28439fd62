"""What a lesson is: steps that tell, ask for a prediction, run, and compare what came with what was expected.

Each kind of step is a dataclass; its fields are what ``lesson.toml`` may give it. The words of a step stand in the text
of each language, in the section that has the step's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mnistlab.training.settings import RunSettings

# What a condition or an answer may refer to, beside the settings of a run.
FACTS: Final = (
    "iteration",  # updates done
    "epoch",
    "loss",  # of the last mini-batch, before its update
    "loss_after",  # of the same mini-batch, after its update; 0 before that
    "mean_loss",  # as the curve shows it: at the end of a line through about the last 60
    "train_accuracy",  # 0..1, at the last epoch's end
    "test_accuracy",
    "seen",  # 0..1: share of the training images that have been drawn in this epoch
    "running",  # 1 while the run goes on, else 0
    "drawn",  # 1 while there is a drawing that can be read, else 0
    "digit",  # what the drawing is read as; -1 without one
    "certainty",  # 0..1, of that digit
    "mistake",  # in backpropagation, that is switched on: its place in the list of the gradient check, from 1; 0: none
)
SHARES: Final = ("train_accuracy", "test_accuracy", "seen", "certainty")  # of the facts: 0.5 is 50 %
PRESSED: Final = "pressed"  # pressed("actionStep"): whether the control has been pressed since the step began

PRESSABLE: Final = (  # the controls that the button of a step may press for the learner
    *("actionRun", "actionStep", "actionSelectBatch", "actionComputeGradient", "actionUpdate"),
    *("actionRewind", "actionNewWeights", "actionClearCanvas"),
)
CONTROLS: Final = (  # which a learner may be asked to press
    *PRESSABLE,
    *("actionUndoStroke", "actionPasteImage", "actionOpenImage", "actionUndoRun", "trainMore", "rewindAndApply"),
    *("tabSelectBatch", "tabForward", "tabBackward", "tabUpdate", "tabRepeat", "galleryTry", "galleryRead"),
    *("openTestSet", "checkGradient"),
)
THINGS: Final = (  # in the window, which may be outlined and pointed at, beside `CONTROLS`
    *("lossPlot", "accuracyPlot", "curves", "weightsView", "batchView", "drawingCanvas", "predictedDigit", "answer"),
    *("learningRate", "hiddenSize", "batchSize", "iterations", "seed", "weightInitStd", "sampling", "speed"),
    *("iterationLabel", "batchLoss", "testAccuracy", "numbers", "formula", "code", "keptRuns", "testSetOpened"),
    *("stage", "band", "batch", "draw", "runs", "whyPixels", "mistake"),
)
SCENES: Final = (
    *("SelectBatch", "Forward", "Backward", "Update", "Repeat"),
    *("Check", "Weight", "Step", "Landscape"),
    *("Prepare", "Why", "Distort", "Exam", "Hand"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a lesson.

    Attributes
    ----------
    name : str
        Of its section in the text.
    at : str
        The `objectName` of what it is about, which is outlined; empty for nothing.
    scene : str
        One of `SCENES`, which the stage turns to; empty for none.
    """

    name: str
    at: str = ""
    scene: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Step):
    """Tells something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Step):
    """Tells something about a thing in the window, which must be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Do(Step):
    """Waits until the learner has brought something about.

    Attributes
    ----------
    until : str
        A condition over `FACTS`, settings and `PRESSED`.
    press : tuple of str
        Of `PRESSABLE`: the button of the step presses the first of them that can be pressed. Once that has brought
        about what the step waits for, the lesson goes on by itself, unless the section says something to it.
    seconds : float
        About so long lasts a run that the button begins; 0 for the speed that is chosen.
    then_at : str
        What is outlined in the place of `at` once it has been done; empty for the same.
    """

    until: str
    press: tuple[str, ...] = ()
    seconds: float = 0.0
    then_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictCurve(Step):
    """Asks for a curve, to be drawn into the empty plot.

    Attributes
    ----------
    plot : {"loss", "accuracy"}
    iterations : int
        The length of the axis.
    """

    plot: str = "loss"
    iterations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictNumber(Step):
    """Asks for a number.

    Attributes
    ----------
    low, high : float
        What is taken.
    unit : str
        Behind the field, such as ``"%"``: then the answer, a share, is shown in hundredths.
    answer : str
        One of `FACTS` after the next run.
    """

    low: float
    high: float
    unit: str = ""
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Step):
    """Asks to choose. The text of each choice, and what is said to who chooses it, stand in the section.

    Attributes
    ----------
    kind : {"predict", "saw", "because", "recall"}
        A prediction comes before a run, "saw" asks what happened, "because" why, "recall" about an earlier lesson.
    right : tuple of str
        The names of the choices that are right: for a prediction, what will come.
    own_words : bool
        Whether one may write an answer of one's own instead.
    """

    kind: str
    right: tuple[str, ...]
    own_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Step):
    """Asks to put the choices of the section in order.

    Attributes
    ----------
    right : tuple of str
        All of their names, the first first.
    """

    right: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointAt(Step):
    """Asks to point at a thing in the window.

    Attributes
    ----------
    right : tuple of str
        Each place that will do, as `mnistlab.lessons.spots` has it.
    """

    right: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Step):
    """Sets something, and runs; what was predicted stays beside what comes.

    Attributes
    ----------
    settings : mapping
        Fields of `RunSettings` with their new values.
    iterations : int
        How many the run goes on for, from its start.
    known : bool
        What comes is no surprise, so that nothing was asked before.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    iterations: int
    known: bool = False

    @property
    def wanted(self) -> tuple[Mapping[str, Any], ...]:
        """The settings of its one run, with the number of iterations."""
        return ({**self.settings, "iterations": self.iterations},)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Step):
    """Does two or three runs, and shows their curves on one scale.

    Attributes
    ----------
    runs : tuple of mapping
        The settings that each differs in.
    iterations : int
        Of each run that has no number of its own; 0 where all have.
    known : bool
        As of `Run`.
    """

    runs: tuple[Mapping[str, Any], ...]
    iterations: int = 0
    known: bool = False

    @property
    def wanted(self) -> tuple[Mapping[str, Any], ...]:
        """The settings of each run, with the number of its iterations."""
        return tuple({"iterations": self.iterations, **run} for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn(Step):
    """Shows a computation with blanks. The lines stand in the section as choices do, with ``___`` for a blank.

    Attributes
    ----------
    right : tuple of float
        The numbers, blank after blank.
    tolerance : float
        How far a number may be beside the right one.
    """

    right: tuple[float, ...]
    tolerance: float = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Step):
    """Asks to reach something, by changing certain settings.

    Attributes
    ----------
    until : str
        As of `Do`.
    free : tuple of str
        The settings that may be changed.
    """

    until: str
    free: tuple[str, ...]


# What ``kind`` in a file may say, and the class that it means; some kinds are told apart by another entry.
KINDS: Final[dict[str, type[Step]]] = {
    "say": Say,
    "look": Look,
    "do": Do,
    "predict curve": PredictCurve,
    "predict number": PredictNumber,
    "predict": Choose,
    "order": Order,
    "point": PointAt,
    "run": Run,
    "compare": Compare,
    "saw": Choose,
    "because": Choose,
    "recall": Choose,
    "fill in": FillIn,
    "goal": Goal,
}
PREDICTIONS: Final = ("predict curve", "predict number", "predict", "order", "point")
CHOOSING: Final = (Choose, Order, FillIn)  # have points at the end of their sections that stand for choices or lines
WAITING: Final = Do | Goal  # until something has been brought about
RUNS: Final = Run | Compare  # show what comes
PREDICTING: Final = PredictCurve | PredictNumber | Order | PointAt  # and `Choose`, where that is a prediction


def is_prediction(step: Step) -> bool:
    """Return whether a step asks what will come."""
    return isinstance(step, PREDICTING) or (isinstance(step, Choose) and step.kind == "predict")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a step offers.

    Attributes
    ----------
    name, text : str
    reply : str
        What is said to who chooses it: why it is so, or what would follow.
    line : int
        Where it stands in its file.
    """

    name: str
    text: str
    reply: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """The words of a step in one language.

    Attributes
    ----------
    heading : str
    body : str
        Markdown.
    choices : tuple of Choice
    done : str
        What is said once the step has what it waits for. ``{digit}`` stands for the fact of that name.
    line : int
        Where it begins in its file.
    """

    heading: str
    body: str
    choices: tuple[Choice, ...] = ()
    done: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson.

    Attributes
    ----------
    name : str
        Of its folder.
    order : int
    minutes : int
        How long it takes.
    titles : mapping
        In each language.
    settings : RunSettings
        What the run begins with.
    steps : tuple of Step
    texts : mapping
        For each language, the section of each step by its name.
    pictures : mapping
        The content of each picture file by its name.
    keeps_run : bool
        Whether the lesson goes on with the run that is there, unless that is over.
    """

    name: str
    order: int
    minutes: int
    titles: Mapping[str, str]
    settings: RunSettings
    steps: tuple[Step, ...]
    texts: Mapping[str, Mapping[str, Section]]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    keeps_run: bool = False

    def title(self, language: str) -> str:
        """Return the title in a language, or else in English, or else in one that there is."""
        return self.titles[_first_of(self.titles, language)]

    def section(self, step: Step, language: str) -> Section:
        """Return the words of a step in a language, or else in English, or else in one that there is."""
        return self.texts[_first_of(self.texts, language)][step.name]


def _first_of(texts: Mapping[str, Any], language: str) -> str:
    return next((name for name in (language, "en") if name in texts), min(texts))
