"""A folder of settings to write into."""

import pytest

from bot.settings import load_settings


@pytest.fixture
def load(tmp_path):
    """Write files into a folder and load it; problems come as texts without the folder."""

    def load_them(environ=None, **files):
        (tmp_path / "onrecord.yaml").touch()
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.yaml").write_bytes(data)
        settings, problems = load_settings(tmp_path, environ or {})
        return settings, [str(problem).replace(f"{tmp_path}/", "") for problem in problems]

    return load_them
