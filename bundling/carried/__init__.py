"""What travels along (随程序带走): installer and starter; standard library only, for nothing is installed yet."""
