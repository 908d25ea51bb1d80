from collections import Counter
from sqlalchemy import event
from regulation.moves import Stage
from temporalio.api.enums.v1 import EventType
async def test_c(begin):
    story = await begin()
    n = Counter()
    event.listen(story.db.engine.sync_engine,"before_cursor_execute",lambda c,cur,st,*a: n.update([st.split()[0]]))
    event.listen(story.db.engine.sync_engine,"commit",lambda c: n.update(["commit"]))
    from records import queries
    queries_file = queries.case_file
    await story.to(Stage.DESIGNATED)
    await story.handle.result()
    h = await story.handle.fetch_history()
    print(Counter(EventType.Name(e.event_type) for e in h.events), len(h.events))
    print(n)
    f=await story.file(); print(f.seq, len(f.panel.members), len(f.documents))
    for e in h.events:
        print(e.event_id, EventType.Name(e.event_type)[11:], e.activity_task_scheduled_event_attributes.activity_type.name, e.marker_recorded_event_attributes.marker_name)
