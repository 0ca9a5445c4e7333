"""The report 项目支出绩效自评报告 as a Word file."""
