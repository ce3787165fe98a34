"""English: Snowball, and the commonest words that inflect irregularly."""

import threading

from snowballstemmer import stemmer

PREFIX = "en_"
# A word and those of its forms that Snowball does not bring together with it
_IRREGULAR = """
    analysis analyses
    axis axes
    basis bases
    be am are been is was were
    become became
    begin began begun
    break broke broken
    bring brought
    build built
    bus buses
    buy bought
    calf calves
    catch caught
    child children
    choose chose chosen
    come came
    crisis crises
    criterion criteria
    datum data
    do did done
    draw drawn drew
    drive driven drove
    eat ate eaten
    fall fallen fell
    feel felt
    find found
    foot feet
    gas gases
    get got gotten
    give gave given
    go goes gone went
    good best better
    grow grew grown
    half halves
    have had has
    hear heard
    hold held
    hypothesis hypotheses
    keep kept
    knife knives
    know knew known
    lay laid
    lead led
    leaf leaves
    leave left
    lend lent
    life lives
    lose lost
    make made
    man men
    medium media
    meet met
    mouse mice
    pay paid
    person people
    rise risen rose
    run ran
    say said
    see saw seen
    sell sold
    send sent
    shelf shelves
    show shown
    speak spoke spoken
    speed sped
    spend spent
    stand stood
    synthesis syntheses
    take taken took
    teach taught
    thesis theses
    think thought
    tooth teeth
    understand understood
    wife wives
    win won
    wolf wolves
    woman women
    write written wrote
"""
IRREGULAR = {form: word for word, *forms in map(str.split, _IRREGULAR.strip().splitlines()) for form in forms}
# Words that have forms with another beginning, and those forms
SUPPLETIVE = {
    word: tuple(form for form, base in IRREGULAR.items() if base == word)
    for word in ("be", "go", "good", "have", "mouse", "person", "think", "wife")
}

_stemming = threading.Lock()
_snowball = stemmer("english")


def lemmas(token: str) -> frozenset[str]:
    """The stems of a folded word, marked as English so that they meet no Polish one. Other scripts are themselves.

    An irregular form keeps its own stem too: lives is of life and of live.
    """
    if not token.isascii():
        return frozenset({token})
    words = {token, IRREGULAR.get(token, token)}
    with _stemming:  # the stemmer keeps its state in itself
        return frozenset(PREFIX + _snowball.stemWord(word) for word in words)
