"""Each rule of check_layers, on a small tree that breaks it."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent / "check_layers"
CMAKE = """
kebao_module(base     LIBS fmt::fmt)
kebao_module(domain   DEPS base)
kebao_module(engine   DEPS base domain LIBS duckdb)  # kebao_module(fake DEPS app)
kebao_module(metrics  DEPS base domain engine)
kebao_module(app      DEPS base domain engine metrics
                      LIBS json)
"""


class CheckLayersTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.write("CMakeLists.txt", CMAKE)
        self.write("src/base/a.h", "#pragma once\n#include <string>\n")
        self.write("src/engine/engine.h", '#pragma once\n#include "base/a.h"\n')
        self.write("src/metrics/m.cc", '#include "engine/engine.h"\n')

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def run_tool(self):
        result = subprocess.run([TOOL, self.root], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 1 if result.stderr else 0)
        return result.stderr

    def test_a_sound_tree_passes(self):
        self.assertEqual(self.run_tool(), "")

    def test_an_include_against_the_diagram(self):
        self.write("src/base/b.cc", '#include "base/a.h"\n\n  # include "engine/engine.h"\n')
        self.assertIn("src/base/b.cc:3: base must not include engine", self.run_tool())

    def test_deps_over_several_lines_count(self):
        self.write("src/app/main.cc", '#include "metrics/m.h"\n')
        self.write("src/metrics/m.h", "#pragma once\n")
        self.assertEqual(self.run_tool(), "")

    def test_a_diagram_that_the_layers_do_not_allow(self):
        self.write("CMakeLists.txt", CMAKE.replace("domain   DEPS base", "domain   DEPS base engine"))
        self.assertIn("domain may not depend on engine", self.run_tool())

    def test_modules_in_a_circle(self):
        self.write("CMakeLists.txt", CMAKE.replace("base     LIBS", "base DEPS metrics LIBS"))
        self.assertIn("in a circle: base → metrics → base", self.run_tool())

    def test_headers_in_a_circle(self):
        self.write("src/base/a.h", '#include "base/b.h"\n')
        self.write("src/base/b.h", '#include "base/a.h"\n')
        self.assertIn("headers include each other in a circle: base/a.h → base/b.h → base/a.h", self.run_tool())

    def test_the_inside_of_the_engine(self):
        self.write("src/engine/duckdb/handle.h", "#pragma once\n")
        self.write("src/metrics/n.cc", '#include "engine/duckdb/handle.h"\n')
        self.assertIn("inside of the engine", self.run_tool())
        (self.root / "src/metrics/n.cc").rename(self.root / "src/metrics/n_test.cc")
        self.assertEqual(self.run_tool(), "")

    def test_heavy_headers_in_headers(self):
        self.write("src/base/a.h", "#include <nlohmann/json.hpp>\n#include <nlohmann/json_fwd.hpp>\n")
        self.assertIn("src/base/a.h:1: <nlohmann/json.hpp> is dear to compile", self.run_tool())
        self.assertNotIn("json_fwd", self.run_tool())

    def test_duckdb_where_it_is_not_declared(self):
        self.write("src/engine/n.cc", "#include <duckdb.h>\n")
        self.assertEqual(self.run_tool(), "")
        self.write("src/metrics/n.cc", "#include <duckdb.h>\n")
        self.assertIn("src/metrics/n.cc:1: metrics may not use DuckDB", self.run_tool())

    def test_a_folder_that_is_no_module(self):
        self.write("src/extra/x.cc", "")
        self.assertIn("extra is not a kebao_module()", self.run_tool())

    def test_includes_that_are_no_path_under_src(self):
        self.write("src/base/b.cc", '#include "a.h"\n#include "base/none.h"\n')
        self.assertIn('"a.h" is not a path under src/', self.run_tool())
        self.assertIn("there is no src/base/none.h", self.run_tool())


if __name__ == "__main__":
    unittest.main()
