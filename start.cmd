@echo off
rem Does what `make run` does, for a Windows computer that only has Python. Everything lives in .venv; nothing is installed elsewhere.
setlocal EnableExtensions
cd /d "%~dp0"
if not defined PORT set "PORT=8501"
set "BIN=.venv\Scripts"
set "STAMP=.venv\.runtime-installed"

if exist "%BIN%\pip.exe" goto packages
set "FOUND="
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=py -3"
if not defined FOUND python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=python"
if not defined FOUND (
    echo Python 3.11 of nieuwer is niet gevonden: installeer het van python.org en dubbelklik dan opnieuw op start.cmd.
    goto stop
)
echo Eenmalige voorbereiding, dit duurt enkele minuten ...
%FOUND% -m venv .venv
if errorlevel 1 (
    echo De map .venv kon niet gemaakt worden: zet de Impactmonitor in een map waar je mag schrijven, bijvoorbeeld Documenten.
    goto stop
)

:packages
fc /b requirements.txt "%STAMP%" >nul 2>nul && goto serve
echo De pakketten worden opgehaald ...
"%BIN%\python" -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all: -r requirements.txt
if errorlevel 1 (
    echo De pakketten konden niet opgehaald worden: kijk na of deze computer op internet kan en dubbelklik dan opnieuw op start.cmd.
    goto stop
)
copy /y requirements.txt "%STAMP%" >nul
if errorlevel 1 (
    echo In de map .venv kan niets bewaard worden: sluit een Impactmonitor die nog draait en dubbelklik dan opnieuw op start.cmd.
    goto stop
)

:serve
echo Impactmonitor: http://localhost:%PORT% (stoppen: sluit dit venster)
start "" /b "%BIN%\python" -m scripts.opening %PORT%
"%BIN%\python" -m streamlit run dashboard.py --server.port %PORT%
if errorlevel 1 (
    echo De Impactmonitor kon niet starten: misschien draait ze al, kijk dan op http://localhost:%PORT%.
    goto stop
)
exit /b 0

:stop
pause
exit /b 1
