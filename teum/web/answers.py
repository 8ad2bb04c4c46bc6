"""What a view answers with when something was done."""

from django.http import HttpResponseRedirect


def see(url: str) -> HttpResponseRedirect:
    """Go and look (303): what was posted is done, and loading again does not do it twice."""
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer
