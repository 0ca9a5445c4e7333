PRAGMA application_id = 1786277481;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE findings (
  id INTEGER PRIMARY KEY, workbook INTEGER NOT NULL REFERENCES workbooks, key TEXT NOT NULL,
  first_run INTEGER NOT NULL REFERENCES runs, end_run INTEGER REFERENCES runs, held INTEGER NOT NULL DEFAULT 0,
  rule TEXT NOT NULL, title TEXT NOT NULL, severity TEXT NOT NULL, sheet TEXT, cells TEXT NOT NULL,
  found TEXT NOT NULL, expected TEXT NOT NULL, message TEXT NOT NULL, fix TEXT NOT NULL
);
INSERT INTO "findings" VALUES(1,1,'f7e8f0bc70649b15a506fb8e',1,NULL,0,'list-total','合计不符','critical','项目清单','["项目清单!H18"]','3.00','4.00','合计行的支出是 3.00 元，与各项目之和不符。','请改正合计。');
INSERT INTO "findings" VALUES(2,1,'3efba0f3cd5fb1adb494b207',2,NULL,0,'list-total','合计不符','critical','项目清单','["项目清单!H18"]','9.00','4.00','合计行的支出是 9.00 元，与各项目之和不符。','请改正合计。');
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, ruleset TEXT NOT NULL, whole INTEGER NOT NULL,
  passed INTEGER, reminded INTEGER, failed INTEGER, unreadable INTEGER,
  critical INTEGER, warning INTEGER, info INTEGER, new INTEGER, fixed INTEGER
);
INSERT INTO "runs" VALUES(1,'2026-03-01T02:00:00+00:00','2026-11-24T02:00:22.964785+00:00','规则甲',1,0,0,1,0,1,0,0,1,0);
INSERT INTO "runs" VALUES(2,'2026-03-02T02:00:00+00:00','2026-11-24T02:00:22.966315+00:00','规则甲',1,1,0,1,0,2,0,0,1,0);
ANALYZE "sqlite_master";
INSERT INTO "sqlite_stat1" VALUES('findings','findings_begun','2 1');
INSERT INTO "sqlite_stat1" VALUES('findings','findings_of','2 2');
INSERT INTO "sqlite_stat1" VALUES('findings','findings_open','2 2 1');
INSERT INTO "sqlite_stat1" VALUES('states','states_ended','1 1');
INSERT INTO "sqlite_stat1" VALUES('states','states_now','2 1');
INSERT INTO "sqlite_stat1" VALUES('states','states_of','3 2');
CREATE TABLE states (
  id INTEGER PRIMARY KEY, workbook INTEGER NOT NULL REFERENCES workbooks,
  first_run INTEGER NOT NULL REFERENCES runs, end_run INTEGER REFERENCES runs,
  sha256 TEXT NOT NULL, ruleset TEXT NOT NULL, unit TEXT, year INTEGER, verdict TEXT NOT NULL, folder TEXT NOT NULL,
  critical INTEGER NOT NULL, warning INTEGER NOT NULL, info INTEGER NOT NULL,
  score TEXT, spent_fen INTEGER, email TEXT
);
INSERT INTO "states" VALUES(1,1,1,2,'0000000000000000000000000000000000000000000000000000000000000000','规则甲','甲',2025,'不通过','甲-2025',1,0,0,'99.50',390273378,'jia@example.cn');
INSERT INTO "states" VALUES(2,1,2,NULL,'0000000000000000000000000000000000000000000000000000000000000000','规则甲','甲',2025,'不通过','甲-2025',2,0,0,'99.50',390273378,'jia@example.cn');
INSERT INTO "states" VALUES(3,2,2,NULL,'0000000000000000000000000000000000000000000000000000000000000000','规则甲','乙',2025,'通过','乙-2025',0,0,0,'99.50',390273378,NULL);
CREATE TABLE workbooks (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
  first_run INTEGER NOT NULL REFERENCES runs, gone_run INTEGER REFERENCES runs
);
INSERT INTO "workbooks" VALUES(1,'甲.xlsx',1,NULL);
INSERT INTO "workbooks" VALUES(2,'乙.xlsx',2,NULL);
CREATE INDEX states_of ON states (workbook);
CREATE UNIQUE INDEX states_now ON states (workbook) WHERE end_run IS NULL;
CREATE INDEX states_ended ON states (end_run) WHERE end_run IS NOT NULL;
CREATE UNIQUE INDEX findings_open ON findings (workbook, key) WHERE end_run IS NULL;
CREATE INDEX findings_of ON findings (workbook);
CREATE INDEX findings_begun ON findings (first_run);
CREATE INDEX findings_ended ON findings (end_run) WHERE end_run IS NOT NULL;
COMMIT;
