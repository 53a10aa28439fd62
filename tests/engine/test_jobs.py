"""The order in which jobs are done."""

import threading

from mnistlab.engine.jobs import Jobs


def order(jobs):
    taken = []
    while (job := jobs.take(0)[0]) is not None:
        taken.append(job())
    return "".join(taken)


def test_a_later_job_with_the_same_key_takes_the_place_of_one_that_waits():
    jobs = Jobs()
    for name, key in (("a", ""), ("b", "run"), ("c", ""), ("d", "run"), ("e", "")):
        jobs.put(lambda name=name: name, key)
    assert order(jobs) == "adce"


def test_what_comes_first_is_not_done_twice():
    jobs = Jobs()
    for name, key, first in (("a", "", False), ("b", "run", False), ("c", "run", True), ("d", "run", False)):
        jobs.put(lambda name=name: name, key, first=first)
    assert order(jobs) == "da"


def test_what_waits_is_done_before_the_end():
    jobs = Jobs()
    jobs.put(lambda: "a")
    jobs.close()
    job, ends = jobs.take(60)
    assert (job(), ends) == ("a", False)
    assert jobs.take(60) == (None, True)


def test_who_waits_for_a_job_has_it_at_once():
    jobs, taken = Jobs(), []
    thread = threading.Thread(target=lambda: taken.append(jobs.take(60)[0]()))
    thread.start()
    jobs.put(lambda: "a")
    thread.join(10)
    assert taken == ["a"]
