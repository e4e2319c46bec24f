"""A process as BPMN 2.0 with its drawing, made from its table alone."""

from order_to_cash.standards.bpmn.writing import bpmn

__all__ = ["bpmn"]
