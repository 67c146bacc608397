"""Files with people who may see them, and sheets by month."""

import json

from worlds.world import Part, Refused, found, tool


class Drive(Part):
    def __init__(self, world):
        super().__init__(world)
        names = self.some(["Minutes template", "Budget", "Guests"], ["Plans", "Budget draft"])
        self.files = {
            id: {"id": id, "name": name, "shared_with": []}
            for id, name in ((self.new_id("file-"), name) for name in names)}
        self.sheets = {self.day.strftime("%B %Y"): [], "Takings": []}

    @tool
    def list_files(self):
        return {"files": [
            {"id": file["id"], "name": file["name"]} for file in self.files.values()]}

    @tool
    def find_file(self, name):
        for file in self.files.values():
            if file["name"] == name:
                return {"file": {"id": file["id"], "name": name}}
        raise Refused(f"There is no file {name}.")

    @tool
    def share_file(self, file_id, email, role):
        found(self.files, file_id, "file")["shared_with"].append({"email": email, "role": role})
        return {"shared": True}

    @tool
    def copy_file(self, file_id):
        """Answers as a gateway does, which hands on another's answer as a text."""
        name = "Copy of " + found(self.files, file_id, "file")["name"]
        id = self.new_id("file-")
        self.files[id] = {"id": id, "name": name, "shared_with": []}
        return {"status": 201, "payload": json.dumps({"file": {"id": id, "name": name}})}

    @tool
    def rename_file(self, file_id, name):
        found(self.files, file_id, "file")["name"] = name
        return {"renamed": True}

    @tool
    def append_row(self, sheet, row):
        found(self.sheets, sheet, "sheet").append(row)
        return {"rows": len(self.sheets[sheet])}
