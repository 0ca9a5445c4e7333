"""The doctor (检查电脑): looks at the computer and says in Chinese what is there, what is missing and what to do."""
