"""Runs `aws` commands one after another in one process: a line of JSON arguments in, a line of what came of it out.

It is the command line's own code; only Python's start, half a second each time, is saved.
"""

import json
import os
import sys
import tempfile

from awscli.clidriver import create_clidriver

# One for each service: `s3api get-object` leaves a hook in its driver, which `s3 cp` would run into. One for each command costs
# as much as Python's start.
drivers = {}
answers = os.fdopen(os.dup(1), "w")

for line in sys.stdin:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        try:
            arguments = json.loads(line)
            service = arguments[2]  # behind --endpoint-url and its value
            if service not in drivers:
                drivers[service] = create_clidriver()
            code = drivers[service].main(arguments)
        except SystemExit as end:
            code = end.code or 0
        sys.stdout.flush()
        sys.stderr.flush()
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    answers.write(json.dumps({"code": code, "stdout": texts[0], "stderr": texts[1]}) + "\n")
    answers.flush()
