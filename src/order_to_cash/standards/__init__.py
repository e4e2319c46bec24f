"""What a store knows, and how its processes go, in the forms of standards, for tools of others.

Each is made from the rows and tables that are there, in the same order every time. No event log
opens the body of an event: what was said, and about whom, is not in it.
"""

from order_to_cash.standards.bpmn import bpmn
from order_to_cash.standards.files import STANDARDS, File, files
from order_to_cash.standards.ocel import ocel
from order_to_cash.standards.ubl import Paper, papers, ubl
from order_to_cash.standards.xes import xes

__all__ = ["STANDARDS", "File", "Paper", "bpmn", "files", "ocel", "papers", "ubl", "xes"]
