"""Words that say nothing about what a text is on, question words among them; in folded form, two letters or more.

A word is left out of the list if its folded form is also a word worth looking for: maja is May's genitive, mam is of
mama and of mieć.
"""

_POLISH = """
    aby albo ale beda bedzie by byc byl byla bylo byly co czego czemu czy czym dla dlaczego do gdy gdzie ich ile
    jaka jaki jakie jakich jako jak jego jej jest jesli jezeli juz kiedy kim kogo kto ktora ktore ktorego ktorej
    ktory ktorych lub mnie moge mozna na nad nas nasz nie no nr od oraz po pod przez przy sa sie skad tak takze tam
    te tego tej tez ten to tu tych tylko tym we za ze zeby
"""
_ENGLISH = """
    about an and any are as at be been by can do does did for from had has have how if in into is it its me my no
    not of on or our so than that the their them there these they this those to us was we were what when where which
    who whom whose why will with would you your
"""
_UKRAINIAN = """
    але або без бути був була були було вже ви від він вона вони воно все де для до за зі із його її їх коли ким
    кого котрий куди ли мені ми мій на над не ні ну об по під при про скільки та так також там те ти то тому ті тут
    хто це цей ця ці чи чий чого чому що щоб як яка яке який які якщо
"""
BY_LANGUAGE = {
    "pl": frozenset(_POLISH.split()),
    "en": frozenset(_ENGLISH.split()),
    "uk": frozenset(_UKRAINIAN.split()),
}
