@echo off
rem Installs without network and without an administrator. ASCII but for its last words, as the others.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
rem pushd gives a shared folder a drive letter; a double click starts in the folder anyway, should pushd fail.
pushd "%~dp0" 2>nul
if not exist "carried\words\close.txt" goto :lost
if not exist "carried\python\python.exe" goto :missing
"carried\python\python.exe" -X utf8 -m carried.install
set "CODE=%ERRORLEVEL%"
goto :close
:missing
type "carried\words\no-python.txt"
set "CODE=2"
:close
type "carried\words\close.txt"
popd
pause >nul
exit /b %CODE%
:lost
echo 请先把安装包解压，或把整个文件夹复制到电脑的硬盘上，再双击一次；不要在压缩包里直接打开。
pause >nul
exit /b 2
