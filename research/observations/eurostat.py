"""Eurostat's tables by activity, size and country, beyond AI."""

from research.observations.reading import Table

PER_CENT = "% of enterprises"
TEN = "Enterprises with 10 or more persons employed"
ENTERPRISES = "Enterprises of NACE Rev. 2 C10 to S951 without K, 10 or more persons employed unless the size says less"
WHOLE_ECONOMY = {"unit": ("PC_ENT",), "nace_r2": ("C10-S951_X_K",)}
EU = {"area": "{geo}", "size": "{size_emp}", "year": "{time}"}
FLAGGED = EU | {"flag": "{flag}"}
BEFORE = "the year before the survey"

AI = {
    "E_AI_TANY": "uses at least one AI technology",
    "E_AI_TTM": "AI analyses written language (text mining)",
    "E_AI_TSR": "AI turns speech into a form that machines read",
    "E_AI_TNLG": "AI generates written or spoken language or code",
    "E_AI_TPVSG": "AI generates pictures, video or sound",
    "E_AI_TIR": "AI recognises objects or persons in pictures or video",
    "E_AI_TML": "machine learning, deep learning, for the analysis of data",
    "E_AI_TPA": "AI automates workflows or helps to decide",
    "E_AI_TAR": "AI moves machines by themselves (robots, vehicles, drones)",
    "E_AI_PMS": "AI for marketing or sales",
    "E_AI_PPP": "AI for production or service processes",
    "E_AI_PBAM": "AI for administration or management",
    "E_AI_PLOG": "AI for logistics",
    "E_AI_PITS": "AI for the security of ICT",
    "E_AI_PFIN": "AI for accounting, controlling or finance",
    "E_AI_PRDI": "AI for research, development or innovation",
}
SALES = {
    "E_AESELL": "sells electronically: website, app, marketplace or EDI",
    "E_AWSELL": "sells by website, app or marketplace; bookings count",
    "E_AWSFOR": "web sales to customers in other countries",
    "E_AWS_CMP": "web sales through an e-commerce marketplace",
    "E_AWS_COWN": "web sales through an own website or app",
}
CLOUD = {
    "E_CC": "buys cloud computing services used over the internet",
    "E_CC_PEM": "buys as a cloud service: e-mail",
    "E_CC_PSOFT": "buys as a cloud service: office software",
    "E_CC_PDB": "buys as a cloud service: hosting of its database",
    "E_CC_PFIL": "buys as a cloud service: storage of files",
    "E_CC_PFACC": "buys as a cloud service: software for finance or accounting",
    "E_CC_PCRM": "buys as a cloud service: software for customer relations (CRM)",
    "E_CC_PCPU": "buys as a cloud service: computing power for its own software",
    "E_CC_PERP": "buys as a cloud service: software for planning of resources (ERP)",
    "E_CC_PSEC": "buys as a cloud service: security software",
    "E_CC_PDEV": "buys as a cloud service: a platform to develop and test software",
}
DATA = {
    "E_DA": "data analytics, by own employees or somebody outside",
    "E_DAOWN": "data analytics by own employees",
    "E_DAEXT": "data analytics by somebody outside",
    "E_DASANY": "own analytics of data from any source",
    "E_DASGE3": "own analytics of data from three sources or more",
    "E_DASERP": "own analytics of records of transactions",
    "E_DASCRM": "own analytics of data on customers",
    "E_DASSM": "own analytics of data from social media",
    "E_DASWEB": "own analytics of data from the web",
    "E_DASLOC": "own analytics of locations",
    "E_DASSDS": "own analytics of data from smart devices or sensors",
    "E_DASGOV": "own analytics of data of public bodies",
    "E_DASSAT": "own analytics of data from satellites",
}
INTENSITY = {
    "E_DI3_GELO": "digital intensity, version 3: at least basic",
    "E_DI3_VLO": "digital intensity, version 3: very low",
    "E_DI3_LO": "digital intensity, version 3: low",
    "E_DI3_HI": "digital intensity, version 3: high",
    "E_DI3_VHI": "digital intensity, version 3: very high",
    "E_DI4_GELO": "digital intensity, version 4: at least basic",
}
PEOPLE = {
    "E_ITT2": "trained staff in ICT",
    "E_ITSPT2": "trained ICT specialists in ICT",
    "E_ITUST2": "trained staff other than ICT specialists in ICT",
    "E_ITSPRCR2": "recruited or tried to recruit ICT specialists",
    "E_ITSPVAC2": "had vacancies for ICT specialists that were hard to fill",
}
SECURITY = {
    "E_SECMDUO": "signs in by at least two ways of proof",
    "E_SECMSPSW": "strong passwords",
    "E_SECMUIBM": "signs in by biometrics",
    "E_SECMDENC": "encrypts data, documents or e-mail",
    "E_SECMOSBU": "backs up data in a separate place, a cloud included",
    "E_SECMNAC": "controls access to its network",
    "E_SECMVPN": "virtual private network",
    "E_SECMLOG": "keeps log files to look into incidents",
    "E_SECMRASS": "assesses the risks of ICT",
    "E_SECMTST": "tests the security of ICT",
    "E_SECPOL2": "has documents on measures, practices or procedures of ICT security",
    "E_SECAWANY": "makes staff aware of their duties in ICT security, any way",
    "E_SECAWVTGI": "makes staff aware: training or information of their own will",
    "E_SECAWCTP": "makes staff aware: training or material that is compulsory",
    "E_SECAWCONT": "makes staff aware: by contract",
}
INCIDENTS = {
    "E_SEC2IANY": "an ICT incident with a consequence, any",
    "E_SEC2IUSV": "ICT services down, any cause",
    "E_SEC2IUSVF": "ICT services down by a failure of hardware or software",
    "E_SEC2IUSVA": "ICT services down by an attack from outside",
    "E_SEC2IDCD": "data destroyed or spoiled, any cause",
    "E_SEC2IDCDF": "data destroyed or spoiled by a failure of hardware or software",
    "E_SEC2IDCDA": "data destroyed or spoiled by malicious software or intrusion",
    "E_SEC2ICNF": "confidential data disclosed, any cause",
    "E_SEC2ICNFA": "confidential data disclosed by intrusion, pharming or phishing",
    "E_SEC2ICNFF": "confidential data disclosed by own staff",
}
SUPPLY = {"E_SISC": "shares supply-chain information electronically with customers or suppliers"}
INVOICES = {
    "E_INV4S_AP": "sends e-invoices fit for automatic processing",
    "E_INV4S_EMP": "sends electronic invoices that are not fit for it",
    "E_INV4S_PMP": "sends invoices on paper",
}


def by_activity(dataset: str, wordings: dict[str, str], about: str = "the year") -> Table:
    """Return one table of the activities, worked back from means over units: the flag says how."""
    return Table(
        "eurostat_ict_nace_eu27_2021_2025/isoc_nace_2021_2025.csv", dataset, "{indic_is}", "pc_ent", PER_CENT, TEN,
        wordings, EU | {"classification": "nace2", "code": "{nace_r2}", "flag": "{recovery}"}, {"dataset": (dataset,)},
        about, "B", {"approximate": "C"},
    )  # fmt: skip


def by_size(dataset: str, wordings: dict[str, str]) -> Table:
    """Return one table of sizes and countries of 2025."""
    path = f"eurostat_ict_enterprises_2025/{dataset}_2025.csv"
    return Table(path, dataset, "{indic_is}", "value", PER_CENT, ENTERPRISES, wordings, FLAGGED, WHOLE_ECONOMY)


def security(dataset: str, wordings: dict[str, str], about: str, years: tuple[str, ...]) -> Table:
    """Return measures or incidents by size and country, of some years."""
    path = f"eurostat_isoc_cisce_size_2015_2024/{dataset}.csv"
    return Table(path, dataset, "{indic_is}", "pc_ent", PER_CENT, ENTERPRISES, wordings, EU, {"time": years}, about)


def shared(wordings: dict[str, str], years: tuple[str, ...], words: str = "") -> Table:
    """Return supply-chain data or invoices by size and country, of years with one wording."""
    path = "eurostat_isoc_eb_ics_size_2010_2023/isoc_eb_ics_pc_ent.csv"
    named = f"isoc_eb_ics{words}"
    return Table(path, named, "{indic_is}", "value", PER_CENT, ENTERPRISES, wordings, FLAGGED, {"time": years})


WIDER, NARROWER = ("2010", "2011", "2012", "2013"), ("2014", "2015", "2016", "2017", "2018", "2020", "2023")
MEASURED = (
    Table(
        "eurostat_ict_enterprises_2025/isoc_eb_ain2_2025_eu27_all_units.csv", "isoc_eb_ain2", "{indic_is}", "value",
        PER_CENT, TEN, AI, FLAGGED | {"classification": "nace2", "code": "{nace_r2}"}, {"unit": ("PC_ENT",)}, grade="B",
    ),
    Table(
        "eurostat_ai_by_size_eu27/eu27_ai_any_by_size_2021_2025.csv", "isoc_eb_ai-series", "E_AI_TANY", "value",
        PER_CENT, ENTERPRISES, {"E_AI_TANY": AI["E_AI_TANY"] + "; the list of technologies grew in 2025"},
        {"area": "{geo}", "size": "{size_emp}", "year": "{year}"}, years=("2021", "2023", "2024", "2025"), grade="B",
    ),
    by_size("isoc_eb_ai", AI),
    by_size("isoc_cicce_use", {"E_CC": CLOUD["E_CC"]}),
)  # fmt: skip
"""Of trends whose figures the map holds already."""
LATER = (
    by_activity("isoc_ec_eseln2", SALES, BEFORE),
    by_activity("isoc_cicce_usen2", CLOUD),
    by_activity("isoc_eb_dan2", DATA),
    by_activity("isoc_e_diin2", INTENSITY),
    by_activity("isoc_ske_ittn2", PEOPLE, BEFORE),
    by_activity("isoc_ske_itrcrn2", PEOPLE, BEFORE),
    by_size("isoc_cicce_use", {name: words for name, words in CLOUD.items() if name != "E_CC"}),
    by_size("isoc_eb_das", DATA),
    by_size("isoc_e_dii", INTENSITY),
    security("isoc_cisce_ra", SECURITY, "the year", ("2015", "2019", "2022", "2024")),
    security("isoc_cisce_ic", INCIDENTS, BEFORE, ("2019", "2022", "2024")),
    security("isoc_cisce_ic", {"E_SECINS": "insured against ICT incidents"}, "the year", ("2019", "2022", "2024")),
    shared(SUPPLY, NARROWER),
    shared({"E_SISC": SUPPLY["E_SISC"] + "; worded more widely than from 2014 on"}, WIDER, "-before-2014"),
    shared(INVOICES, NARROWER),
)
"""Of trends whose figures are new to the map."""
