"""Everything that shapes the example data, as tables. All of it is made up, but for the partners and the bodies referred to."""

from datetime import date

from data.examples import AS_OF

SEED = "voorbeeldgegevens"
TITLE = "Sociaal-Circulaire Hub Kempen – voorbeeldgegevens (fictief)"
FIRST_DAY, LAST_DAY = date(2021, 1, 1), AS_OF
PHASE_4 = date(2024, 1, 1)

# How busy it is: cases and events per phase, and how the months of a year differ.
CASES = {"1": 12, "2": 82, "3": 62, "4": 84}
EVENTS = {"1": 6, "2": 33, "3": 22, "4": 29}
SEASON = {1: 0.9, 2: 1.0, 3: 1.2, 4: 1.1, 5: 1.1, 6: 1.0, 7: 0.4, 8: 0.4, 9: 1.2, 10: 1.4, 11: 1.3, 12: 0.7}

# How a question comes in; in later phases people find the Hub by themselves more often.
SOURCES = {"Rechtstreeks": 22, "Via partner": 25, "Via stakeholder": 10, "Event": 18, "Communicatie": 9, "Andere hub": 4, "Eigen prospectie": 12}
SOURCES_LATER = {"Rechtstreeks": 34, "Via partner": 20, "Via stakeholder": 14, "Event": 14, "Communicatie": 10, "Andere hub": 5, "Eigen prospectie": 3}
ASKERS = {"Onderneming": 62, "SE-bedrijf": 14, "Lokaal bestuur": 12, "Kennisinstelling": 4, "Middenveld": 5, "Burger": 3}
OBJECTIVES = {"3": 46, "3;4": 28, "4": 14, "2;3": 4, "1;3": 4, "": 4}

# How far a case gets: the chance of each next step, and the days it takes (shortest, longest).
STEPS = {
    "guidance_date": (0.68, 8, 60),
    "trial_date": (0.66, 30, 130),
    "project_date": (0.76, 30, 120),
    "realised_date": (0.80, 40, 170),
    "anchored_date": (0.35, 90, 260),
}
STATUS = {
    "intake_date": "Intake", "guidance_date": "In begeleiding", "trial_date": "Testtraject", "project_date": "Project",
    "realised_date": "Gerealiseerd", "anchored_date": "Verankerd",
}  # fmt: skip
# What becomes of a case on which nothing happened for long, before and after guidance ("" = it stays open).
FATES_BEFORE = {"Doorverwezen": 66, "Stopgezet": 12, "On hold": 12, "": 10}
FATES_AFTER = {"Stopgezet": 34, "On hold": 22, "": 44}
STOP_REASONS = ["Geen tijd bij de aanvrager", "Niet rendabel op deze schaal", "Materiaal voldoet niet", "Geen geschikte partner gevonden", "Elders opgelost"]
SCALES = {"Lokaal": 42, "Regionaal": 34, "Provinciaal": 17, "Vlaams": 7}

# Material streams: how often, the sector, what the case is about, and a usual tonnage a year.
STREAMS: dict[str, tuple[int, str, list[str], float]] = {
    "Hout": (14, "Houtverwerking", ["Houtafval", "Pallets", "Restplaten", "Bekistingshout"], 30),
    "Textiel": (13, "Textiel en mode", ["Werkkledij", "Stofresten", "Textiel uit de kringloop", "Matrashoezen"], 12),
    "Kunststof": (12, "Kunststofverwerking", ["Snijresten van folie", "Spuitgietresten", "Landbouwfolie", "Transportbakken"], 25),
    "Bouwmateriaal": (13, "Bouw", ["Bouwmaterialen", "Binnendeuren", "Bakstenen", "Isolatieplaten"], 60),
    "Metaal": (6, "Metaalbewerking", ["Metaalresten", "Machineonderdelen", "Rekken en stellingen"], 20),
    "Voeding en organisch": (12, "Voeding", ["Voedseloverschotten", "Bierdraf", "Groenteresten", "Koffiedik"], 35),
    "Elektro en ICT": (9, "ICT", ["Laptops", "Kleine elektro", "Beeldschermen"], 6),
    "Meubilair": (8, "Meubels en interieur", ["Kantoormeubelen", "Schoolmeubilair", "Keukens"], 14),
    "Verpakking": (5, "Logistiek", ["Herbruikbare bekers", "Verzenddozen", "Glazen bokalen"], 18),
    "Papier en karton": (2, "Grafische sector", ["Papierresten", "Kartonnen kokers"], 16),
    "Glas": (1, "Bouw", ["Vlakglas"], 22),
    "Rubber en foam": (2, "Maakindustrie", ["Schuimresten", "Rubbermatten"], 9),
    "Batterijen": (2, "Mobiliteit", ["Fietsbatterijen"], 4),
    "Gemengd": (1, "Diensten", ["Gemengde reststromen"], 15),
}
STRATEGIES = {
    "R1 Rethink": (10, "delen in plaats van kopen"), "R2 Reduce": (7, "verminderen bij de bron"), "R3 Re-use": (27, "hergebruiken"),
    "R4 Repair": (15, "herstellen"), "R5 Refurbish": (12, "opknappen"), "R6 Remanufacture": (6, "demonteren voor onderdelen"),
    "R7 Repurpose": (11, "omvormen tot nieuwe producten"), "R8 Recycle": (12, "apart inzamelen en recycleren"),
}  # fmt: skip
# What is used up or a raw material is not repaired, refurbished or shared.
RAW = {"Voeding en organisch", "Kunststof", "Papier en karton", "Glas", "Rubber en foam", "Gemengd"}
RAW_STRATEGIES = {"R2 Reduce", "R3 Re-use", "R7 Repurpose", "R8 Recycle"}
CLUSTERS = {  # name: (stream, from when)
    "Houtkring Kempen": ("Hout", date(2021, 9, 1)),
    "Circulair bouwen": ("Bouwmateriaal", date(2022, 1, 15)),
    "Textiel in de lus": ("Textiel", date(2022, 3, 1)),
    "Voedselredders": ("Voeding en organisch", date(2022, 9, 1)),
    "Kunststof dichtbij": ("Kunststof", date(2023, 2, 1)),
    "ICT krijgt een tweede leven": ("Elektro en ICT", date(2023, 5, 1)),
    "Meubelbank": ("Meubilair", date(2024, 2, 1)),
    "Verpakking op retour": ("Verpakking", date(2024, 6, 1)),
}
ECOSYSTEMS = {"Hout": "Bouw en wonen", "Bouwmateriaal": "Bouw en wonen", "Meubilair": "Bouw en wonen", "Voeding en organisch": "Voeding", "Textiel": "Textiel"}

# Fictional companies: a word for the trade and a name from a fairy tale.
TRADES = {
    "Hout": ["Schrijnwerkerij", "Zagerij", "Houthandel"], "Textiel": ["Naaiatelier", "Weverij", "Wasserij"],
    "Kunststof": ["Plastics", "Foliebedrijf"],
    "Bouwmateriaal": ["Bouwbedrijf", "Aannemer", "Sloopwerken"], "Metaal": ["Constructie", "Smederij"],
    "Voeding en organisch": ["Bakkerij", "Brouwerij", "Hoeve"],
    "Elektro en ICT": ["Computerhuis", "Elektro"], "Meubilair": ["Interieur", "Meubelmakerij"], "Verpakking": ["Verpakkingen", "Transport"],
    "Papier en karton": ["Drukkerij"], "Glas": ["Glashandel"], "Rubber en foam": ["Schuimwerken"], "Batterijen": ["Fietsenhuis"], "Gemengd": ["Groothandel"],
}  # fmt: skip
FAIRY_NAMES = [
    "Luchtkasteel", "Eenhoorn", "Kabouterberg", "Toverlinde", "Zevenmijl", "Wolkenrijk", "Gouden Gans", "Zilverpad", "Sterrenstof", "Reuzenhof",
    "Klavervier", "Maanvis", "Draakmans", "Roodkap", "Sneeuwwit", "Wonderboon", "Nachtlied", "Zandman", "Glazen Muil", "Regenboog",
]  # fmt: skip
LEGAL_FORMS = ["bv", "nv", "", "BV", "comm.v"]
SE_COMPANIES = ["Maatwerk Morgenrood", "Atelier Klaproos", "Werkplaats Zonnewijzer", "Kringwerk Pimpernel", "Groenploeg Kikkersprong", "De Speelvogel vzw"]
ASSOCIATIONS = ["Buurthuis Sprookjesveld vzw", "Repair Café De Kabouters", "Jeugdhuis Dwaallicht vzw"]
EXTRA_WEIGHT = {"Turnhout": 2.0, "Geel": 1.5, "Herentals": 1.4, "Mol": 1.2}  # where the Hub is better known than its size tells
OUTSIDE_SHARE = 0.04

# Real organisations: partners with their type, role and since when; and where questions are referred to.
PARTNERS = {
    "Blenders": ("Middenveld", "Promotor", FIRST_DAY),
    "VITO": ("Kennisinstelling", "Partner", FIRST_DAY),
    "Open Manufacturing Campus": ("Ondernemersorganisatie", "Partner", FIRST_DAY),
    "Lidwina": ("SE-bedrijf", "Partner", FIRST_DAY),
    "Stadsregio Turnhout": ("Lokaal bestuur", "Partner", FIRST_DAY),
    "UNIZO Provincie Antwerpen": ("Ondernemersorganisatie", "Partner", FIRST_DAY),
    "Thomas More": ("Kennisinstelling", "Partner", FIRST_DAY),
    "Stad Turnhout": ("Lokaal bestuur", "Partner", PHASE_4),
    "Provincie Antwerpen": ("Lokaal bestuur", "Partner", PHASE_4),
    "A-kwadraat": ("SE-bedrijf", "Partner", PHASE_4),
    "SW-WEB": ("SE-bedrijf", "Partner", PHASE_4),
}
REFERRALS = {"VLAIO": 26, "UNIZO": 14, "VITO": 16, "Thomas More": 14, "OVAM": 8, "Vlaanderen Circulair": 10, "Hub Mechelen": 5, "Maatwerk Morgenrood": 7}
REFERRAL_RESULTS = {"Opgenomen": 66, "Afgewezen": 16, "Open": 18}

# Events: type -> (how often, pillar, objectives, usual number of attendances), and what they are about.
EVENT_TYPES = {
    "Netwerkevent": (24, "Sensibiliseren", "1;2", 42), "Infosessie": (18, "Sensibiliseren", "2", 30), "Workshop": (15, "Realiseren", "1;3", 18),
    "Bedrijfsbezoek": (12, "Sensibiliseren", "1;2", 22), "Lezing": (8, "Sensibiliseren", "2", 48), "Opleiding": (6, "Realiseren", "3", 14),
    "Beurs": (5, "Sensibiliseren", "2", 110), "Lerend netwerk": (10, "Realiseren", "1", 15), "Andere": (2, "Realiseren", "1;3", 20),
}  # fmt: skip
EVENT_THEMES = [
    "circulair bouwen", "textiel in de lus", "voedseloverschotten", "herstellen loont", "sociale economie als partner", "reststromen delen",
    "circulair aankopen", "ICT met een tweede leven", "kansen voor hout", "verpakking op retour",
]  # fmt: skip
ROLES = {"Georganiseerd": 60, "Mee georganiseerd": 25, "Deelgenomen": 15}

CHANNELS = {"Nieuwsbrief": (1.0, "Bedrijven", 850), "LinkedIn": (1.4, "Beide", 1200), "Website": (0.5, "Beide", 300), "Pers": (0.25, "Burgers", 15000)}
INSTRUMENTS = ["Oproep circulaire economie", "Oproep sociale innovatie", "Provinciale oproep", "Europese projectoproep"]
SUBSIDY_FILES = 44
SUBSIDY_OUTCOMES = {"Goedgekeurd": 44, "Deels goedgekeurd": 12, "Niet goedgekeurd": 34, "Ingetrokken": 10}

# Lessons: (what we learned, what we change, objectives).
LESSONS = [
    ("Bedrijven haken af zonder vast aanspreekpunt", "Eén aanspreekpunt per case", "3"),
    ("Een bedrijfsbezoek levert meer vragen op dan een lezing", "Elk kwartaal een bedrijfsbezoek", "2"),
    ("Testtrajecten lopen uit als het materiaal niet gesorteerd toekomt", "Afspraken over sortering vooraf op papier", "3"),
    ("Maatwerkbedrijven vragen drie maanden om op te starten", "SE-bedrijf betrekken vanaf de intake", "4"),
    ("Gemeenten willen cijfers over hun eigen grondgebied", "Jaarlijkse fiche per gemeente", "5"),
    ("Doorverwijzen zonder opvolging geeft geen zicht op het resultaat", "Na zes weken terugbellen", "3"),
    ("Kleine ondernemingen lezen geen lange nieuwsbrief", "Kortere nieuwsbrief met één verhaal", "2"),
    ("Clusters werken pas met een trekker uit het werkveld", "Per cluster een trekkend bedrijf", "3"),
    ("De contractwaarde is bij de start zelden bekend", "Contractwaarde navragen bij realisatie", "4"),
    ("Tonnages worden geschat en daarna niet meer gemeten", "Weegbonnen vragen na drie maanden", "3"),
    ("Burgers bereik je via hun vereniging", "Samenwerken met herstelcafés", "2"),
    ("Lokale besturen starten na de begroting", "Voorstellen indienen voor september", "5"),
    ("Een match mislukt vaak op transport", "Vervoer meenemen in het eerste gesprek", "1;3"),
    ("Subsidiedossiers vragen veel tijd van kleine bedrijven", "Samen met een partner indienen", "3"),
    ("Netwerkmomenten trekken telkens dezelfde deelnemers", "Elk event met een nieuwe sector", "1"),
    ("Werkvloerbegeleiders kennen de R-ladder niet", "Opleiding voor werkvloerbegeleiders", "4"),
    ("Scholen hebben stage-uren over voor circulaire opdrachten", "Opdrachten bundelen per semester", "1;3"),
    ("Een project zonder eigenaar verankert niet", "Eigenaar vastleggen bij de projectstart", "5"),
    ("Voedseloverschotten vragen koeling dichtbij", "Koelruimte delen met de kringloop", "3"),
    ("Jobs tellen in koppen en in VTE geeft verwarring", "Altijd beide vragen", "4"),
    ("Aankoopdiensten kennen de sociale economie te weinig", "Aanbod van SE-bedrijven op één blad", "4;5"),
    ("Bij on hold weet niemand wanneer terug te bellen", "Datum voor opvolging noteren", "3"),
]

# Anchoring: from when local authorities commit themselves, in the order of this list.
ANCHORED = [
    "Turnhout", "Geel", "Herentals", "Mol", "Beerse", "Westerlo", "Kasterlee", "Hoogstraten", "Lille", "Olen", "Balen", "Oud-Turnhout", "Retie",
]  # fmt: skip
CITIES = {"Turnhout", "Geel", "Herentals", "Hoogstraten"}
COMMITMENTS = {
    "Engagement": "Intentieverklaring circulaire en sociale economie",
    "Taak": "Ambtenaar met circulaire taken",
    "Middelen": "Budget voor circulaire projecten",
}

# Targets for phases 1 to 4 (None = no target), in the unit of the indicator, shares as fractions. Some were missed, some have none.
_: None = None
TARGETS: dict[str, tuple[float | None, float | None, float | None, float | None]] = {
    "D1.1": (2, 14, 14, 18), "D1.2": (_, 300, 400, 600), "D1.3": (_, 60, 80, 100), "D1.4": (_, 12, 10, 16), "D1.5": (_, 4, 4, 4.2), "D1.6": (5, 7, 7, 11),
    "D2.1": (2, 10, 12, 18), "D2.2": (_, 420, 400, 700), "D2.3": (_, 40, 36, 48), "D2.4": (10, 90, 60, 90), "D2.5": (_, 0.3, 0.35, 0.45),
    "D3.1": (_, 40, 25, 30), "D3.2": (_, 40, 36, 54), "D3.3": (_, 2, 4, 7), "D3.4": (_, 24, 24, 36), "D3.5": (_, 12, 10, 20), "D3.6": (_, 6, 5, 12),
    "D3.7": (_, 0.5, 0.5, 0.6), "D3.8": (_, 15, 14, 28), "D3.9": (_, _, 300, 300), "D3.10": (_, 200, 350, 500), "D3.14": (_, _, 4, 10),
    "D3.16": (_, _, 0.7, 0.75), "D3.17": (_, _, 250000, 500000),
    "D4.1": (_, 4, 6, 10), "D4.2": (_, 3, 4, 6), "D4.3": (_, 3, 4, 6), "D4.4": (_, 20, 35, 45), "D4.5": (_, 15, 28, 30), "D4.7": (_, 100000, 200000, 250000),
    "D5.1": (_, _, _, 15), "D5.2": (_, _, _, 10), "D5.3": (_, _, _, 0.6), "D5.4": (_, _, _, 16), "D5.5": (_, _, _, 12), "D5.6": (_, _, _, 0.5),
}  # fmt: skip
MILESTONES: list[tuple[str, int, float, date]] = [
    ("D2.4", 4, 40, date(2024, 9, 30)), ("D3.8", 4, 12, date(2024, 12, 31)), ("D4.5", 4, 12, date(2024, 12, 31)), ("D5.4", 4, 8, date(2024, 12, 31)),
]  # fmt: skip

# kg CO2 avoided per kg of material: made-up figures of a plausible size, so that the calculation can be shown.
FACTORS = {
    "Hout": 0.6, "Textiel": 6.5, "Kunststof": 1.8, "Bouwmateriaal": 0.2, "Metaal": 2.4, "Voeding en organisch": 0.9, "Elektro en ICT": 14.0,
    "Meubilair": 1.5, "Verpakking": 1.1, "Papier en karton": 0.8, "Glas": 0.5,
}  # fmt: skip
