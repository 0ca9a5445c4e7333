"""Words (文字规范): names, years, leftovers and what must not be published."""
