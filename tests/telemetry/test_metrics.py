"""Numbers in the form that Prometheus reads."""

from __future__ import annotations

from bot.telemetry.metrics import LATENCY, Metrics


def test_counters_count_by_label() -> None:
    """Each set of labels is a number of its own."""
    metrics = Metrics()
    for outcome in ("answer", "answer", "abstain"):
        metrics.count("attache_questions_total", outcome=outcome, surface="private")
    text = metrics.text()

    assert 'attache_questions_total{outcome="answer",surface="private"} 2\n' in text
    assert 'attache_questions_total{outcome="abstain",surface="private"} 1\n' in text
    assert 2 == metrics.value("attache_questions_total", surface="private", outcome="answer")


def test_gauges_are_set() -> None:
    """The last value holds."""
    metrics = Metrics()
    metrics.set("attache_facts", 5)
    metrics.set("attache_facts", 173)

    assert "attache_facts 173\n" in metrics.text()


def test_durations_fall_into_buckets() -> None:
    """Each bucket counts what is at most its bound, the last one all."""
    metrics = Metrics()
    for seconds in (0.001, LATENCY[0], 0.3, 99.0):
        metrics.observe("attache_reply_seconds", seconds)
    text = metrics.text()

    assert 'attache_reply_seconds_bucket{le="0.005"} 2\n' in text
    assert 'attache_reply_seconds_bucket{le="0.25"} 2\n' in text
    assert 'attache_reply_seconds_bucket{le="0.5"} 3\n' in text
    assert 'attache_reply_seconds_bucket{le="+Inf"} 4\n' in text
    assert "attache_reply_seconds_count 4\n" in text


def test_every_number_says_what_it_is() -> None:
    """Also those that are not there yet; labels are escaped."""
    metrics = Metrics()
    metrics.count("attache_errors_total", kind='a"b\\c\nd')
    text = metrics.text()

    assert "# HELP attache_facts " in text
    assert "# TYPE attache_reply_seconds histogram\n" in text
    assert 'attache_errors_total{kind="a\\"b\\\\c\\nd"} 1\n' in text
