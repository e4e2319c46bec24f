"""A session of PySpark, for all tests of engines: it takes seconds to start."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from shutil import which
from typing import Any

import pytest


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session of PySpark, where it and a Java runtime are installed."""
    absent = [] if find_spec("pyspark") else ["pyspark"]
    absent += [] if which("java") else ["java"]
    if absent:
        pytest.skip(f"not installed here: {', '.join(absent)}")
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[1]")
    few = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1"}
    session = builder.config(map=few).getOrCreate()
    yield session
    session.stop()
