"""The night (夜间): thousands of workbooks checked, remembered and told of in the morning."""
