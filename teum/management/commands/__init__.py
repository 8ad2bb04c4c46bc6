"""The commands of `teum`, one file each."""
