"""What may be coded: the codes shipped as YAML beside this file, and what a study adds.

The same files are the person's manual, the model's prompt and the rules' list of words.
"""

from kembar.codebook.book import Codebook, Group, Grouping
from kembar.codebook.loading import load, read_version

__all__ = ["Codebook", "Group", "Grouping", "load", "read_version"]
