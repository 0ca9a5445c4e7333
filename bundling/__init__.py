"""The bundle (离线安装包): one folder to carry to a computer without internet. Run at a desk: python -m bundling."""
