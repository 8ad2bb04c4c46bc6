"""Every write; one function = one transaction: load, let the core decide, write, append events, queue messages."""

from teum.actions import closings, incidents, journeys, matter
from teum.actions.promises import outlived, unsaid

# Whatever an act did, the end of its matter belongs to it: the rule stands above the case, and the case knows it not.
if journeys.settle not in matter.ENDINGS:
    matter.ENDINGS.append(journeys.settle)
if unsaid.end not in matter.ENDINGS:
    matter.ENDINGS.append(unsaid.end)
if outlived.end not in matter.ENDINGS:
    matter.ENDINGS.append(outlived.end)
if closings.end not in matter.ENDINGS:
    matter.ENDINGS.append(closings.end)
if incidents.end not in matter.ENDINGS:
    matter.ENDINGS.append(incidents.end)
if unsaid.watch_again not in matter.ENDINGS:
    matter.ENDINGS.append(unsaid.watch_again)
