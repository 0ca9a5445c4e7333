"""The rollover (结转): from last year's workbook, or a finished report, to a workbook that waits to be filled in."""
