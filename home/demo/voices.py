"""What staff of the demo made of open answers: themes by the words they contain, and answers chosen for publication."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cms.core.models import User
from consultations.surveys.choices import OpenAnswerDecision
from consultations.surveys.coding_queue import OpenQuestion, Wanted, all_texts, open_questions
from consultations.surveys.models import SurveyPage, Theme
from consultations.surveys.services.coding import Coding, add_theme, code_text, tag_texts

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody at work on a survey."""

    page: SurveyPage
    user: User
    now: datetime

    def code(self, row: Row) -> None:
        """The row has questions by key, each with its `themes` and `quotes`; nothing is done to a coded question."""
        for question in open_questions(self.page.translation_key):
            wanted = row.get(question.series.key)
            if wanted and not question.themes.exists():
                for theme in wanted["themes"]:
                    self._tag(question, theme)
                for quote in wanted["quotes"]:
                    self._publish(question, quote)

    def _tag(self, question: OpenQuestion, row: Row) -> None:
        theme = add_theme(page=self.page, user=self.user, uid=question.uid, label=row["label"], parent=None)
        for word in row["words"]:
            texts = all_texts(question, Wanted(words=word))
            tag_texts(page=self.page, user=self.user, theme=theme, texts=texts, now=self.now)

    def _publish(self, question: OpenQuestion, row: Row) -> None:
        """Publish the first answer that starts like this, as redacted."""
        text = next(
            one for one in all_texts(question, Wanted(words=row["starts"])) if one.text.startswith(row["starts"])
        )
        coding = Coding(
            themes=frozenset(Theme.objects.filter(open_answers=text.work).values_list("pk", flat=True)),
            decision=OpenAnswerDecision.PUBLISH,
            redacted=row.get("redacted", ""),
            reason=row.get("reason", ""),
        )
        seen = text.work.coded_at if text.work else None
        code_text(page=self.page, user=self.user, question=question, text=text, coding=coding, seen=seen, now=self.now)
