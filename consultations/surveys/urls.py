"""Public addresses of surveys, below the language: `/pl/ankieta/…`."""

from django.urls import path

from .views import answering, opening, printing, receipts, results, sending

urlpatterns = [
    path("ankieta/kod/", receipts.receipt, name="survey_receipt"),
    path("ankieta/<uuid:key>/start/", opening.start, name="survey_start"),
    path("ankieta/<uuid:key>/link/", opening.mail_link, name="survey_mail_link"),
    path("ankieta/<uuid:key>/link/<str:ticket>/", opening.enter, name="survey_enter"),
    path("ankieta/<uuid:key>/embed/", opening.embedded, name="survey_embed"),
    path("ankieta/<uuid:key>/kiosk/<str:ticket>/", opening.kiosk, name="survey_kiosk"),
    path("ankieta/<uuid:key>/druk/", printing.printed, name="survey_print"),
    path("ankieta/<uuid:key>/wyniki/", results.survey_results, name="survey_results"),
    path("ankieta/<uuid:key>/wyniki/<str:question>/", results.survey_result, name="survey_result"),
    path("ankieta/<uuid:key>/<str:token>/", answering.resume, name="survey_resume"),
    path("ankieta/<uuid:key>/<str:token>/<int:number>/", answering.step, name="survey_step"),
    path("ankieta/<uuid:key>/<str:token>/sprawdz/", sending.check, name="survey_check"),
    path("ankieta/<uuid:key>/<str:token>/zapisane/", answering.saved, name="survey_saved"),
    path("ankieta/<uuid:key>/<str:token>/od-nowa/", answering.forget, name="survey_forget"),
    path("ankieta/<uuid:key>/<str:token>/wyslane/", sending.sent, name="survey_sent"),
]
