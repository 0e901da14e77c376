"""The evidence pack: one service, from a day to a day, as PDF, HTML, spreadsheets and a signed manifest. Same inputs, same
bytes."""
