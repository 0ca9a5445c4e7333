@echo off
rem Double click starts one task. Plain ASCII on purpose: no code page can break it; Chinese words come from files.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
rem pushd gives a shared folder a drive letter; a double click starts in the folder anyway, should pushd fail.
pushd "%~dp0" 2>nul
if not exist "carried\words\close.txt" goto :lost
if not exist "carried\installed.txt" goto :missing
if not exist "carried\python\python.exe" goto :missing
"carried\python\python.exe" -X utf8 -m carried.start @TASK@
set "CODE=%ERRORLEVEL%"
goto :close
:missing
type "carried\words\not-installed.txt"
set "CODE=2"
:close
type "carried\words\close.txt"
popd
pause >nul
exit /b %CODE%
:lost
type "%~dp0carried\words\lost.txt"
pause >nul
exit /b 2
