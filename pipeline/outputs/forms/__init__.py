"""The official forms 项目支出绩效自评表 as a Word file."""
